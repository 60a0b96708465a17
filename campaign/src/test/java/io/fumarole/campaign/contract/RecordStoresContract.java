package io.fumarole.campaign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.ReleaseTerms;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.DeploymentStore.Change;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore.Entry;
import io.fumarole.campaign.exchange.TraceStore.Summary;
import io.fumarole.campaign.paging.Before;
import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the stores of devices, packages, deployments and traces promise.
public abstract class RecordStoresContract extends StoreContract {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyDeviceComesBackAsItWas(long seed) {
    Device device = new RandomValues(seed).any(Device.class);
    assertThat(stores().devices().add(device)).isTrue();
    reopen();
    assertThat(stores().devices().find(device.id())).contains(device);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyDeploymentComesBackAsItWas(long seed) {
    var random = new RandomValues(seed);
    Deployment deployment = random.any(Deployment.class);
    stores().devices().add(device(deployment.device()));
    stores().packages().add(firmware(deployment.packageId().value(), "2.0"));
    assertThat(stores().deployments().add(deployment, event(deployment))).isTrue();
    reopen();
    assertThat(stores().deployments().find(deployment.id())).contains(deployment);
    assertThat(stores().deployments().events(Optional.empty(), Optional.empty(), 9))
        .containsExactly(event(deployment));
  }

  @Test
  void aDeviceIsAddedOnce() {
    assertThat(stores().devices().add(device(DEVICE))).isTrue();
    assertThat(stores().devices().add(device(DEVICE).withInventory(java.util.Map.of()))).isFalse();
    assertThat(stores().devices().find(DEVICE)).contains(device(DEVICE));
    assertThat(stores().devices().find(OTHER)).isEmpty();
  }

  @Test
  void devicesComeInPagesById() {
    for (String id : List.of("c", "a", "d", "b")) stores().devices().add(device(new DeviceId(id)));
    assertThat(ids("", 3)).containsExactly("a", "b", "c");
    assertThat(ids("c", 3)).containsExactly("d");
  }

  private List<String> ids(String after, int limit) {
    return stores().devices().list(after, limit).stream().map(d -> d.id().value()).toList();
  }

  @Test
  void aDeviceIsUpdatedFromItsCurrentRevisionOnly() {
    stores().devices().add(device(DEVICE));
    Device changed = device(DEVICE).withAddress(Optional.of("10.0.0.1"));
    assertThat(stores().devices().update(changed)).isTrue();
    assertThat(stores().devices().update(changed)).isFalse();
    assertThat(stores().devices().update(changed.withRevision(1))).isTrue();
    assertThat(stores().devices().find(DEVICE)).contains(changed.withRevision(2));
  }

  @Test
  void aDeviceHasOneOpenDeployment() {
    prepared();
    Deployment second = deployment("d2", DEVICE);
    assertThat(stores().deployments().add(second, event(second))).isFalse();
    assertThat(stores().deployments().find(second.id())).isEmpty();
    Deployment first = stores().deployments().find(new DeploymentId("d1")).orElseThrow();
    assertThat(stores().deployments().update(ended(first), event(ended(first)))).isTrue();
    assertThat(stores().deployments().add(second, event(second))).isTrue();
  }

  @Test
  void aDeploymentIsUpdatedFromItsCurrentRevisionOnly() {
    prepared();
    Deployment changed = deployment("d1", DEVICE).to(DeploymentState.NOTIFIED, "notified", NOW);
    assertThat(stores().deployments().update(changed, event(changed))).isTrue();
    assertThat(stores().deployments().update(changed, event(changed))).isFalse();
    assertThat(stores().deployments().find(changed.id())).contains(changed.withRevision(1));
    assertThat(stores().deployments().events(Optional.empty(), Optional.of(changed.id()), 9))
        .containsExactly(event(deployment("d1", DEVICE)), event(changed));
  }

  @Test
  void deploymentsAreListedNewestFirst() {
    prepared();
    stores().devices().add(device(OTHER));
    Deployment newer = created("d2", OTHER, NOW.plusSeconds(5));
    stores().deployments().add(newer, event(newer));
    assertThat(stores().deployments().list(Optional.empty(), Before.ALL, 9))
        .containsExactly(newer, deployment("d1", DEVICE));
    assertThat(stores().deployments().list(Optional.empty(), Before.ALL, 1)).containsExactly(newer);
    assertThat(stores().deployments().newest(DEVICE, 9)).containsExactly(deployment("d1", DEVICE));
  }

  @Test
  void whatWasStoppedIsListedFromATimeOn() {
    prepared();
    Deployment open = stores().deployments().find(deployment("d1", DEVICE).id()).orElseThrow();
    assertThat(stores().deployments().stopped(Instant.EPOCH, "", 9)).isEmpty();
    Instant at = NOW.plusSeconds(9);
    Deployment begun = open.with(attempt(open));
    stores().deployments().update(begun, event(begun));
    stop(begun.withRevision(open.revision() + 1), at);
    stores().devices().add(device(OTHER));
    stores().deployments().add(deployment("d2", OTHER), event(deployment("d2", OTHER)));
    stop(deployment("d2", OTHER), at);
    assertThat(stores().deployments().stopped(at, "", 9))
        .extracting(Deployment::id)
        .containsExactly(open.id());
    assertThat(stores().deployments().stopped(at, "d", 9)).hasSize(1);
    assertThat(stores().deployments().stopped(at, "d1", 9)).isEmpty();
    assertThat(stores().deployments().stopped(at.plusMillis(1), "", 9)).isEmpty();
    assertThat(stores().deployments().stopped(at, "", 0)).isEmpty();
  }

  private void stop(Deployment open, Instant at) {
    Deployment cancelled =
        open.ended(DeploymentState.CANCELLED, Ending.Cause.OPERATOR, "stopped", at)
            .wakingAt(Optional.empty());
    assertThat(stores().deployments().update(cancelled, event(cancelled))).isTrue();
  }

  private List<Deployment> claim(Instant now, int limit) {
    return stores().deployments().claim(now, now.plusSeconds(300), limit);
  }

  private static List<String> names(List<Deployment> deployments) {
    return deployments.stream().map(d -> d.id().value()).toList();
  }

  /// Two open deployments, due five seconds after one another.
  private Instant twoToWake() {
    prepared();
    stores().devices().add(device(OTHER));
    Deployment later = created("d2", OTHER, NOW.plusSeconds(5));
    stores().deployments().add(later, event(later));
    return deployment("d1", DEVICE).wakeAt().orElseThrow();
  }

  @Test
  void whatIsDueIsClaimedTheLongestDueFirst() {
    Instant due = twoToWake();
    assertThat(claim(due.minusMillis(1), 9)).isEmpty();
    assertThat(names(claim(due.plusSeconds(9), 1))).containsExactly("d1");
    assertThat(names(claim(due.plusSeconds(9), 9))).containsExactly("d2");
  }

  @Test
  void whatIsClaimedIsDueAgainWhenTheLeaseIsOver() {
    Instant due = twoToWake().plusSeconds(9);
    assertThat(claim(due, 9)).hasSize(2);
    assertThat(claim(due, 9)).isEmpty();
    assertThat(claim(due.plusSeconds(299), 9)).isEmpty();
    reopen();
    assertThat(claim(due.plusSeconds(300), 9)).hasSize(2);
  }

  @Test
  void whatHasEndedIsNeverDue() {
    Instant due = twoToWake().plusSeconds(9);
    Deployment first = stores().deployments().find(new DeploymentId("d1")).orElseThrow();
    stores().deployments().update(ended(first), event(ended(first)));
    assertThat(names(claim(due, 9))).containsExactly("d2");
  }

  /// A session that read the deployment before it was claimed must not have to start over.
  @Test
  void aClaimDoesNotCountAsAChange() {
    Instant due = twoToWake().plusSeconds(9);
    Deployment before = stores().deployments().find(new DeploymentId("d1")).orElseThrow();
    claim(due, 9);
    Deployment changed = before.to(DeploymentState.CONTACTED, "in a session", due);
    assertThat(stores().deployments().update(changed, event(changed))).isTrue();
  }

  @Test
  void whatTimeChangesIsStoredWhereNobodyElseWasFaster() {
    Instant due = twoToWake().plusSeconds(9);
    List<Deployment> claimed = claim(due, 9);
    Deployment first = stores().deployments().find(new DeploymentId("d1")).orElseThrow();
    Deployment contacted = first.to(DeploymentState.CONTACTED, "in a session", due);
    stores().deployments().update(contacted, event(contacted));
    List<Change> changes =
        claimed.stream()
            .map(d -> d.to(DeploymentState.EXPIRED, "the deadline has passed", due))
            .map(d -> new Change(d, Optional.of(event(d))))
            .toList();
    assertThat(names(stores().deployments().update(changes))).containsExactly("d2");
    assertThat(stores().deployments().find(first.id())).contains(contacted.withRevision(1));
    assertThat(stores().deployments().events(Optional.of(OTHER), Optional.empty(), 9))
        .extracting(Event::text)
        .containsExactly("waiting for the device to open a session", "the deadline has passed");
    assertThat(stores().deployments().events(Optional.of(DEVICE), Optional.empty(), 9))
        .extracting(Event::text)
        .doesNotContain("the deadline has passed");
  }

  @Test
  void ofManyThatClaimAtOnceEachDeploymentGoesToOne() throws Exception {
    prepared();
    for (int i = 0; i < 20; i++) {
      var id = new DeviceId("IMEI:" + i);
      stores().devices().add(device(id));
      Deployment one = created("m" + i, id, NOW);
      stores().deployments().add(one, event(one));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<Deployment>>> claims =
          Collections.nCopies(8, () -> claim(NOW.plusSeconds(9_999), 4));
      List<String> all = new ArrayList<>();
      for (Future<List<Deployment>> claimed : threads.invokeAll(claims))
        all.addAll(names(claimed.get()));
      assertThat(all).hasSize(21).doesNotHaveDuplicates();
    }
  }

  private static Deployment created(String id, DeviceId device, Instant at) {
    return Deployment.scheduled(
        new DeploymentId(id),
        device,
        new PackageId("p1"),
        "2.0",
        Deployment.Wish.NONE,
        at,
        at.plusSeconds(3_600));
  }

  @Test
  void theLastEventsAreReadOldestFirst() {
    prepared();
    for (int i = 0; i < 3; i++) {
      Deployment was = stores().deployments().find(new DeploymentId("d1")).orElseThrow();
      stores().deployments().update(was, event(DEVICE, Optional.empty(), "step " + i));
    }
    assertThat(stores().deployments().events(Optional.of(DEVICE), Optional.empty(), 3))
        .extracting(e -> e.text())
        .containsExactly("step 0", "step 1", "step 2");
    assertThat(
            stores()
                .deployments()
                .events(Optional.of(DEVICE), Optional.of(new DeploymentId("d1")), 9))
        .hasSize(1);
    assertThat(stores().deployments().events(Optional.of(OTHER), Optional.empty(), 9)).isEmpty();
    assertThat(
            stores()
                .deployments()
                .events(List.of(new DeploymentId("d1"), new DeploymentId("other"))))
        .isEqualTo(
            stores()
                .deployments()
                .events(Optional.empty(), Optional.of(new DeploymentId("d1")), 9));
    assertThat(stores().deployments().events(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyPackageComesBackAsItWas(long seed) {
    FirmwarePackage p =
        new RandomValues(seed).any(FirmwarePackage.class).with(ReleaseTerms.RELEASED);
    assertThat(stores().packages().add(p)).isTrue();
    assertThat(stores().packages().add(p)).isFalse();
    reopen();
    assertThat(stores().packages().find(p.id())).contains(p);
    assertThat(stores().packages().find(p.model(), p.toVersion())).containsExactly(p);
    assertThat(stores().packages().list(Before.ALL, 9)).containsExactly(p);
  }

  @Test
  void aTraceIsReadInTheOrderItCame() {
    List<Entry> first = List.of(entry("k1", 0, true), entry("k1", 1, false));
    List<Entry> second = List.of(entry("k2", 2, true), entry("k1", 3, true));
    stores().traces().append(first);
    stores().traces().append(second);
    stores().flush();
    assertThat(stores().traces().messages("k1"))
        .containsExactly(first.get(0), first.get(1), second.get(1));
    assertThat(stores().traces().sessions(Optional.of(DEVICE), Before.ALL, 9))
        .containsExactly(
            new Summary("k1", "1F", DEVICE, NOW, NOW.plusSeconds(3), 3),
            new Summary("k2", "1F", DEVICE, NOW.plusSeconds(2), NOW.plusSeconds(2), 1));
    assertThat(stores().traces().sessions(Optional.empty(), Before.ALL, 1)).hasSize(1);
    assertThat(stores().traces().sessions(Optional.of(OTHER), Before.ALL, 9)).isEmpty();
    assertThat(stores().traces().messages("k3")).isEmpty();
  }

  protected static Entry entry(String session, int second, boolean fromDevice) {
    return new Entry(
        session,
        "1F",
        DEVICE,
        NOW.plus(Duration.ofSeconds(second)),
        fromDevice,
        "application/vnd.syncml.dm+wbxml",
        Octets.hex("02A4016A00"),
        4_096,
        fromDevice ? Optional.empty() : Optional.of("a note"));
  }
}
