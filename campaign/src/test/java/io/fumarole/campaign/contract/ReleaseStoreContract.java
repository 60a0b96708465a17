package io.fumarole.campaign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore.Added;
import io.fumarole.campaign.catalogue.PackageStore.Deletion;
import io.fumarole.campaign.catalogue.Release;
import io.fumarole.campaign.catalogue.ReleaseDetails;
import io.fumarole.campaign.catalogue.ReleaseDetails.UpdateClass;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.ReleaseLife;
import io.fumarole.campaign.catalogue.ReleaseState;
import io.fumarole.campaign.catalogue.ReleaseTerms;
import io.fumarole.campaign.catalogue.Sbom;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending.Cause;
import io.fumarole.campaign.deployment.Withdrawal;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore.Lookup;
import io.fumarole.campaign.paging.Before;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What the stores promise of releases, and what withdrawing one does to what is stored.
public abstract class ReleaseStoreContract extends StoreContract {
  private static final ReleaseId ID = new ReleaseId("M-1", "2.0");

  private Release release() {
    return stores().releases().find(ID).orElseThrow();
  }

  private void move(ReleaseState... states) {
    for (ReleaseState state : states) {
      var moved = (ReleaseLife.Move.Moved) ReleaseLife.move(release(), state, 1, NOW);
      assertThat(stores().releases().update(moved.release())).isTrue();
    }
  }

  private Added add(String id, boolean auto) {
    return stores().packages().add(firmware(id, "2.0"), auto);
  }

  @Test
  void theFirstPackageMakesItsRelease() {
    assertThat(stores().releases().find(ID)).isEmpty();
    assertThat(add("p1", false)).isEqualTo(Added.DONE);
    reopen();
    assertThat(release()).isEqualTo(Release.fresh(ID, ReleaseState.DRAFT, NOW));
    assertThat(add("p2", true)).isEqualTo(Added.DONE);
    assertThat(release().state()).isEqualTo(ReleaseState.DRAFT);
    assertThat(add("p2", true)).isEqualTo(Added.TAKEN);
  }

  @Test
  void aReleaseIsReleasedAtOnceWhereThatIsTheRule() {
    add("p1", true);
    assertThat(release().state()).isEqualTo(ReleaseState.RELEASED);
    assertThat(add("p2", true)).isEqualTo(Added.DONE);
  }

  @Test
  void aPackageThatComesTooLateLeavesNothing() {
    add("p1", false);
    move(ReleaseState.TESTED);
    assertThat(add("p2", false)).isEqualTo(Added.CLOSED);
    move(ReleaseState.RELEASED, ReleaseState.WITHDRAWN);
    assertThat(add("p2", true)).isEqualTo(Added.CLOSED);
    assertThat(stores().packages().find(new PackageId("p2"))).isEmpty();
    assertThat(stores().packages().list(Before.ALL, 9)).hasSize(1);
  }

  @Test
  void allOfAReleaseComesBackAsItWas() {
    add("p1", false);
    var details =
        new ReleaseDetails(
            UpdateClass.SECURITY,
            "two\nlines of <notes>",
            Optional.of("https://example.com/a?b=c"),
            List.of("H 1", "H2"),
            true,
            Optional.of(
                new Sbom(
                    Sbom.Format.SPDX, Optional.of("https://example.com/s"), Optional.empty())));
    Release changed = release().with(details, NOW.plusSeconds(5));
    assertThat(stores().releases().update(changed)).isTrue();
    reopen();
    assertThat(release()).isEqualTo(changed.withRevision(1));
    assertThat(stores().packages().find(new PackageId("p1")).orElseThrow().terms())
        .isEqualTo(new ReleaseTerms(ReleaseState.DRAFT, List.of("H 1", "H2"), true));
  }

  @Test
  void ofTwoWhoChangeAReleaseTheSecondIsTold() {
    add("p1", false);
    Release asRead = release();
    assertThat(stores().releases().update(asRead.with(details("a"), NOW))).isTrue();
    assertThat(stores().releases().update(asRead.with(details("b"), NOW))).isFalse();
    assertThat(release().details().notes()).isEqualTo("a");
  }

  private static ReleaseDetails details(String notes) {
    return new ReleaseDetails(UpdateClass.OTHER, notes, Optional.empty(), List.of(), false);
  }

  @Test
  void releasesAreListedByTheirLastChange() {
    stores().packages().add(firmware("p1", "2.0"));
    stores().packages().add(firmware("p2", "3.0"));
    stores().packages().add(offered(firmware("p3", "2.0"), "M-2", NOW.plusSeconds(2)));
    stores().releases().update(release().with(ReleaseDetails.NONE, NOW.plusSeconds(1)));
    assertThat(stores().releases().releases(Optional.empty(), Before.ALL, 9))
        .extracting(it -> it.id().toString())
        .containsExactly("M-2 2.0", "M-1 2.0", "M-1 3.0");
    assertThat(stores().releases().releases(Optional.of("M-1"), Before.ALL, 1))
        .extracting(Release::id)
        .containsExactly(ID);
  }

  @Test
  void onlyPackagesOfReleasedReleasesAreSteps() {
    add("p1", false);
    stores().packages().add(firmware("p2", "3.0"));
    stores().packages().add(offered(firmware("p3", "3.0"), "M-2", NOW));
    assertThat(stores().packages().released("M-1", 9))
        .extracting(p -> p.id().value())
        .containsExactly("p2");
    move(ReleaseState.TESTED, ReleaseState.RELEASED);
    assertThat(stores().packages().released("M-1", 9)).hasSize(2);
    assertThat(stores().packages().released("M-1", 1)).hasSize(1);
  }

  @Test
  void onlyReleasedPackagesAreOfferedToDevicesThatAsk() {
    stores().devices().add(device(DEVICE));
    stores().packages().add(offered(firmware("p1", "2.0"), "M-1", NOW), false);
    assertThat(offers()).isEmpty();
    move(ReleaseState.TESTED, ReleaseState.RELEASED);
    assertThat(offers()).hasSize(1);
    move(ReleaseState.WITHDRAWN);
    assertThat(offers()).isEmpty();
  }

  private List<FirmwarePackage> offers() {
    return stores()
        .exchange()
        .load(DEVICE, new Lookup(Set.of(), true, Optional.empty()))
        .packages();
  }

  @Test
  void theDevicePathSeesThatAReleaseIsWithdrawn() {
    prepared();
    assertThat(load().packages().getFirst().terms().state()).isEqualTo(ReleaseState.RELEASED);
    move(ReleaseState.WITHDRAWN);
    assertThat(load().packages().getFirst().terms().state()).isEqualTo(ReleaseState.WITHDRAWN);
  }

  @Test
  void aWithdrawnReleaseIsSweptByOneAtATime() {
    add("p1", true);
    assertThat(claim(NOW)).isEmpty();
    move(ReleaseState.WITHDRAWN);
    long revision = release().revision();
    assertThat(claim(NOW)).extracting(Release::id).containsExactly(ID);
    assertThat(claim(NOW)).isEmpty();
    assertThat(claim(NOW.plusSeconds(60))).hasSize(1);
    stores().releases().sweepAt(ID, Optional.empty());
    assertThat(claim(NOW.plusSeconds(9_999))).isEmpty();
    assertThat(release().revision()).isEqualTo(revision);
  }

  private List<Release> claim(Instant now) {
    return stores().releases().claimWithdrawn(now, now.plusSeconds(60), 9);
  }

  @Test
  void openDeploymentsOfAPackageComeInPagesByDevice() {
    stores().packages().add(firmware("p1", "2.0"));
    for (String id : List.of("c", "a", "b")) order(id);
    Deployment ended = ended(order("d"));
    stores().deployments().update(ended, event(ended));
    assertThat(devices("", 2)).containsExactly("a", "b");
    assertThat(devices("b", 9)).containsExactly("c");
    assertThat(stores().deployments().open(new PackageId("p2"), "", 9)).isEmpty();
  }

  private List<String> devices(String after, int limit) {
    return stores().deployments().open(new PackageId("p1"), after, limit).stream()
        .map(d -> d.device().value())
        .toList();
  }

  private Deployment order(String name) {
    var id = new DeviceId(name);
    stores().devices().add(device(id));
    Deployment deployment = deployment("d" + name.replace("-", ""), id);
    assertThat(stores().deployments().add(deployment, event(deployment))).isTrue();
    return deployment;
  }

  /// More than one slice of them, one of which is at work.
  @Test
  void withdrawingStopsWhatHasNotBegun() {
    stores().packages().add(firmware("p1", "2.0"));
    for (int i = 0; i < 501; i++) order("%03d".formatted(i));
    Deployment atWork = order("at-work");
    stores().deployments().update(atWork.with(attempt(atWork)), event(atWork));
    List<Deployment> told = new ArrayList<>();
    var withdrawal =
        new Withdrawal(
            stores().releases(),
            stores().packages(),
            stores().deployments(),
            (stopped, now) -> told.add(stopped));
    assertThat(withdrawal.round(NOW)).isZero();
    move(ReleaseState.WITHDRAWN);
    assertThat(withdrawal.round(NOW)).isEqualTo(501);
    assertThat(told).hasSize(501);
    Deployment stopped = stores().deployments().find(told.getFirst().id()).orElseThrow();
    assertThat(stopped.state()).isEqualTo(DeploymentState.CANCELLED);
    assertThat(stopped.reason()).isEqualTo("release M-1 2.0 was withdrawn");
    assertThat(stopped.ending().orElseThrow().cause()).isEqualTo(Cause.WITHDRAWN);
    assertThat(devices("", 9)).containsExactly("at-work");
  }

  @Test
  void whatWasOrderedAmidTheWithdrawalIsStoppedAMinuteLater() {
    stores().packages().add(firmware("p1", "2.0"));
    var withdrawal =
        new Withdrawal(
            stores().releases(), stores().packages(), stores().deployments(), (_, _) -> {});
    move(ReleaseState.WITHDRAWN);
    assertThat(withdrawal.round(NOW)).isZero();
    order("late");
    assertThat(withdrawal.round(NOW.plus(Duration.ofSeconds(59)))).isZero();
    assertThat(withdrawal.round(NOW.plus(Duration.ofMinutes(1)))).isEqualTo(1);
    // Another look finds none, and is the last.
    assertThat(withdrawal.round(NOW.plus(Duration.ofMinutes(2)))).isZero();
    assertThat(release().sweepAt()).isEmpty();
  }

  private List<String> cleared() {
    List<String> removed = new ArrayList<>();
    stores().packages().clear(removed::add);
    return removed;
  }

  @Test
  void contentGoesWithItsLastPackage() {
    add("p1", false);
    add("p2", false);
    String content = firmware("p1", "2.0").sha256();
    assertThat(stores().packages().delete(new PackageId("p1"))).isEqualTo(new Deletion.Done());
    assertThat(stores().packages().find(new PackageId("p1"))).isEmpty();
    assertThat(cleared()).isEmpty();
    assertThat(stores().packages().delete(new PackageId("p2"))).isEqualTo(new Deletion.Done());
    reopen();
    assertThat(cleared()).containsExactly(content);
    assertThat(cleared()).isEmpty();
    assertThat(stores().packages().delete(new PackageId("p2"))).isEqualTo(new Deletion.Unknown());
    assertThat(release().state()).isEqualTo(ReleaseState.DRAFT);
  }

  @Test
  void contentThatIsAddedAnewMeanwhileStays() {
    add("p1", false);
    stores().packages().delete(new PackageId("p1"));
    add("p2", false);
    assertThat(cleared()).isEmpty();
    stores().packages().discard(firmware("p2", "2.0").sha256());
    assertThat(cleared()).isEmpty();
    stores().packages().discard("cd".repeat(32));
    assertThat(cleared()).containsExactly("cd".repeat(32));
  }

  /// One adds packages of the same content and deletes them again, another clears away all the
  /// time.
  @Test
  void contentIsNeverRemovedWhileAPackageHasIt() throws Exception {
    Set<String> shelf = ConcurrentHashMap.newKeySet();
    var isOver = new AtomicBoolean();
    var hasBegun = new CountDownLatch(1);
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> clearing =
          others.submit(
              () -> {
                int rounds = 0;
                for (; !isOver.get(); rounds++) {
                  stores().packages().clear(shelf::remove);
                  hasBegun.countDown();
                }
                return rounds;
              });
      assertThat(hasBegun.await(60, TimeUnit.SECONDS)).isTrue();
      try {
        for (int i = 0; i < 60; i++) {
          FirmwarePackage p = firmware("p" + i, "2.0");
          shelf.add(p.sha256());
          assertThat(stores().packages().add(p, false)).isEqualTo(Added.DONE);
          boolean wasThere = shelf.contains(p.sha256());
          assertThat(stores().packages().find(p.id())).isPresent();
          if (wasThere) assertThat(shelf).as("round " + i).contains(p.sha256());
          stores().packages().delete(p.id());
        }
      } finally {
        isOver.set(true);
      }
      assertThat(clearing.get()).isPositive();
    }
    stores().packages().clear(shelf::remove);
    assertThat(shelf).isEmpty();
  }

  @Test
  void whatADeploymentRefersToIsKept() {
    add("p1", true);
    Deployment open = order("x");
    var id = new PackageId("p1");
    assertThat(stores().packages().delete(id)).isEqualTo(new Deletion.InUse(id, "dx", "x", true));
    assertThat(stores().packages().delete(ID)).isInstanceOf(Deletion.InUse.class);
    Deployment ended = ended(open);
    stores().deployments().update(ended, event(ended));
    assertThat(stores().packages().delete(id)).isEqualTo(new Deletion.InUse(id, "dx", "x", false));
    assertThat(stores().packages().find(id)).isPresent();
    assertThat(cleared()).isEmpty();
  }

  @Test
  void aReleaseGoesWithAllItsPackagesOrNotAtAll() {
    add("p1", true);
    add("p2", true);
    order("x");
    assertThat(stores().packages().delete(ID)).isInstanceOf(Deletion.InUse.class);
    assertThat(stores().packages().list(Before.ALL, 9)).hasSize(2);
    stores().packages().add(firmware("p3", "3.0"));
    var other = new ReleaseId("M-1", "3.0");
    assertThat(stores().packages().delete(other)).isEqualTo(new Deletion.Done());
    assertThat(stores().releases().find(other)).isEmpty();
    assertThat(stores().packages().list(Before.ALL, 9)).hasSize(2);
    assertThat(stores().packages().delete(other)).isEqualTo(new Deletion.Unknown());
  }
}
