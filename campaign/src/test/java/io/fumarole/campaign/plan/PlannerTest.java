package io.fumarole.campaign.plan;

import static io.fumarole.campaign.plan.Plans.NOW;
import static io.fumarole.campaign.plan.Plans.canary;
import static io.fumarole.campaign.plan.Plans.phase;
import static io.fumarole.campaign.plan.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.Release;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.ReleaseLife;
import io.fumarole.campaign.catalogue.ReleaseState;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployer;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.deployment.Timekeeper;
import io.fumarole.campaign.deployment.Withdrawal;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.plan.Phase.Breach;
import io.fumarole.campaign.plan.Phase.Share;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
  private static final CampaignId ID = new CampaignId("c1");
  private static final ModelProfiles PROFILES =
      new ModelProfiles(ModelProfiles.shipped(), ModelProfiles.STRICT);

  private final MemoryStore store = new MemoryStore();
  private final CampaignStore campaigns = store.campaigns();
  private final Planner planner =
      new Planner(campaigns, store, new All(), new Deployer(store, store, store, PROFILES::of));
  private Instant now = NOW;
  private Optional<String> fault = Optional.empty();

  /// All devices of the model that do not run the version.
  private final class All implements Targets {
    @Override
    public Optional<String> fault(CampaignPlan plan) {
      return fault;
    }

    @Override
    public Found after(CampaignPlan plan, String after, int most, Instant at) {
      List<DeviceId> devices =
          store.list(after, most).stream()
              .filter(d -> d.model().equals(Optional.of(plan.release().model())))
              .filter(d -> !d.version().equals(Optional.of(plan.release().version())))
              .map(Device::id)
              .toList();
      return new Found(devices, Optional.empty());
    }
  }

  @BeforeEach
  void packages() {
    store.put(firmware("full", Optional.empty())).put(firmware("delta", Optional.of("1.0")));
  }

  private static FirmwarePackage firmware(String id, Optional<String> from) {
    return new FirmwarePackage(
        new PackageId(id),
        id,
        "Vulcan",
        "M-1",
        from,
        "2.0",
        "ab".repeat(32),
        1_000,
        FirmwarePackage.OCTET_STREAM,
        true,
        false,
        NOW);
  }

  private void devices(int count, String version) {
    for (int i = 0; i < count; i++) {
      Device device =
          Device.enrolled(
              new DeviceId("%s-%03d".formatted(version, i)),
              "strict",
              Optional.empty(),
              Optional.empty(),
              NOW);
      store.put(device.withInventory(Map.of("Mod", "M-1", Device.VERSION, version)));
    }
  }

  private void start(CampaignPlan plan) {
    campaigns.add(Plans.running(plan));
  }

  private Campaign campaign() {
    return campaigns.find(ID).orElseThrow();
  }

  /// Goes on until the planner waits for devices.
  private void goOn(Duration later) {
    now = now.plus(later);
    while (planner.round(now) > 0) {
      if (campaign().wakeAt().filter(at -> !at.isAfter(now)).isEmpty()) return;
    }
  }

  private List<Deployment> open() {
    return store.deployments().stream().filter(d -> !d.state().isEnd()).toList();
  }

  private void end(Deployment deployment, DeploymentState state) {
    Deployment ended =
        deployment.ended(state, Ending.Cause.REPORTED, "over", now).wakingAt(Optional.empty());
    store.update(ended, new Event(ended.device(), Optional.of(ended.id()), now, "over", "over"));
  }

  private void resume() {
    Campaign was = campaign();
    var done = (Control.Outcome.Done) Control.resume(was, campaigns.tally(was), now);
    assertThat(campaigns.update(done.next())).isTrue();
  }

  @Test
  void aCampaignRunsThroughItsPhasesToTheEnd() {
    devices(30, "1.0");
    devices(10, "2.0");
    start(
        plan(
            Pace.UNBOUNDED,
            canary(new Share.Count(10), Breach.PAUSE),
            phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(open()).hasSize(10).allMatch(d -> d.packageId().value().equals("delta"));
    open().forEach(d -> end(d, DeploymentState.SUCCEEDED));
    goOn(Duration.ofMinutes(1));
    assertThat(open()).isEmpty();
    assertThat(campaign().reason()).startsWith("phase canary: it is reached, and stands until");
    goOn(Duration.ofHours(1));
    assertThat(open()).hasSize(20);
    open().forEach(d -> end(d, DeploymentState.SUCCEEDED));
    goOn(Duration.ofMinutes(1));
    assertThat(campaign().state()).isEqualTo(CampaignState.COMPLETED);
    assertThat(campaign().reason()).isEqualTo("30 of 30 devices succeeded");
    assertThat(campaign().wakeAt()).isEmpty();
  }

  @Test
  void theFirstDeviceIsNotifiedAsAllOthersAre() {
    devices(3, "1.0");
    start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    List<DeviceId> notified = new ArrayList<>();
    var effects =
        new Timekeeper.Effects() {
          @Override
          public void ended(Deployment deployment, Instant at) {
            throw new AssertionError(deployment + " has ended");
          }

          @Override
          public void notify(DeviceId device, Instant at) {
            notified.add(device);
          }
        };
    var holds = new CampaignHolds(campaigns, _ -> Labels.NONE);
    new Timekeeper(store, store, PROFILES::of, holds, effects).round(now.plusSeconds(1));
    assertThat(notified).hasSize(3);
  }

  @Test
  void aBreachPausesItAndNobodyElseIsAdmitted() {
    devices(30, "1.0");
    start(
        plan(
            Pace.UNBOUNDED,
            canary(new Share.Count(10), Breach.PAUSE),
            phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    List<Deployment> canary = open();
    canary.subList(0, 3).forEach(d -> end(d, DeploymentState.FAILED));
    canary.subList(3, 6).forEach(d -> end(d, DeploymentState.SUCCEEDED));
    goOn(Duration.ofMinutes(1));
    assertThat(campaign().state()).isEqualTo(CampaignState.PAUSED);
    assertThat(campaign().reason()).isEqualTo("phase canary: 3 of 6 devices failed");
    goOn(Duration.ofDays(1));
    assertThat(open()).hasSize(4);
    resume();
    open().forEach(d -> end(d, DeploymentState.SUCCEEDED));
    goOn(Duration.ofMinutes(1));
    assertThat(campaign().reason())
        .as("a breach of its own")
        .isEqualTo("phase canary: 7 of 10 devices succeeded, fewer than the phase asks for");
    resume();
    goOn(Duration.ofMinutes(1));
    goOn(Duration.ofHours(1));
    assertThat(open()).hasSize(20);
  }

  @Test
  void eachDeviceGetsThePackageForItsVersionAndWhoHasNoneIsOut() {
    store.put(firmware("other", Optional.of("0.9")));
    devices(2, "1.0");
    devices(2, "0.9");
    devices(2, "0.8");
    start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(open())
        .extracting(d -> d.device() + " " + d.packageId())
        .containsExactlyInAnyOrder(
            "1.0-000 delta",
            "1.0-001 delta",
            "0.9-000 other",
            "0.9-001 other",
            "0.8-000 full",
            "0.8-001 full");
  }

  @Test
  void whoHasNoPackageIsOutAndToldWhy() {
    var small = new MemoryStore().put(firmware("delta", Optional.of("1.0")));
    devices(1, "0.8");
    store.list("", 9).forEach(small::put);
    small.campaigns().add(Plans.running(plan(Pace.UNBOUNDED, phase("all", new Share.Rest()))));
    new Planner(
            small.campaigns(), small, new All(), new Deployer(small, small, small, PROFILES::of))
        .round(NOW);
    assertThat(small.campaigns().member(ID, new DeviceId("0.8-000")).orElseThrow().out())
        .contains(
            "devices that run 0.8, from where no package of the release and no path of others leads there are left out");
    assertThat(small.campaigns().find(ID).orElseThrow().state()).isEqualTo(CampaignState.COMPLETED);
  }

  /// A fleet of devices at 1.0, and a catalogue in which 2.0 is reached over 1.5 only.
  private final class Ladder {
    final MemoryStore ladder = new MemoryStore();
    final CampaignStore steps = ladder.campaigns();
    final Planner climbing =
        new Planner(steps, ladder, new All(), new Deployer(ladder, ladder, ladder, PROFILES::of));
    final Instant[] at = {NOW};

    Ladder(int count) {
      ladder.put(step("low", "1.0", "1.5")).put(step("high", "1.5", "2.0"));
      devices(count, "1.0");
      store.list("", count).forEach(ladder::put);
      steps.add(Plans.running(plan(Pace.UNBOUNDED, phase("all", new Share.Rest()))));
    }

    Campaign campaign() {
      return steps.find(ID).orElseThrow();
    }

    void goOn() {
      at[0] = at[0].plus(Duration.ofMinutes(1));
      climbing.round(at[0]);
    }

    List<Deployment> open() {
      return ladder.deployments().stream().filter(d -> !d.state().isEnd()).toList();
    }

    void end(Deployment was, DeploymentState state) {
      Deployment ended =
          was.ended(state, Ending.Cause.PROVED, "over", at[0]).wakingAt(Optional.empty());
      ladder.update(ended, new Event(was.device(), Optional.of(was.id()), at[0], "over", "over"));
      if (state != DeploymentState.SUCCEEDED) return;
      Device device = ladder.find(was.device()).orElseThrow();
      ladder.put(device.withInventory(Map.of("Mod", "M-1", Device.VERSION, was.toVersion())));
    }

    String why(String device) {
      return Explanation.of(
              campaign(),
              steps.participations(ID, "", 9).stream()
                  .filter(it -> it.device().value().equals(device))
                  .findFirst()
                  .orElseThrow(),
              at[0])
          .words();
    }
  }

  private static FirmwarePackage step(String id, String from, String to) {
    return new FirmwarePackage(
        new PackageId(id),
        id,
        "Vulcan",
        "M-1",
        Optional.of(from),
        to,
        "ab".repeat(32),
        1_000,
        FirmwarePackage.OCTET_STREAM,
        true,
        false,
        NOW);
  }

  @Test
  void whoComesThereOverAnotherVersionOnlyTakesAStepAfterTheOther() {
    var ladder = new Ladder(2);
    ladder.goOn();
    assertThat(ladder.open())
        .hasSize(2)
        .allMatch(d -> d.packageId().value().equals("low") && d.leg().equals(new Goal.Leg(1, 1)));
    assertThat(ladder.why("1.0-000")).startsWith("step 1 of 2, deployment ");
    ladder.end(ladder.open().getFirst(), DeploymentState.SUCCEEDED);
    ladder.goOn();
    assertThat(ladder.campaign().state()).isEqualTo(CampaignState.RUNNING);
    Tally.OfPhase amid = ladder.steps.tally(ladder.campaign()).phases().getFirst();
    assertThat(amid).isEqualTo(new Tally.OfPhase(2, 0, 2, 0, 0, 0));
    Deployment second = ladder.open().stream().filter(d -> d.leg().isLast()).findFirst().get();
    assertThat(second.packageId().value()).isEqualTo("high");
    assertThat(ladder.why(second.device().value())).startsWith("step 2 of 2, deployment ");
    ladder.end(second, DeploymentState.SUCCEEDED);
    ladder.end(ladder.open().getFirst(), DeploymentState.FAILED);
    ladder.goOn();
    assertThat(ladder.campaign().state()).isEqualTo(CampaignState.COMPLETED);
    assertThat(ladder.campaign().reason()).isEqualTo("1 of 2 devices succeeded");
  }

  @Test
  void aDeviceBetweenTwoStepsWaitsWhileItsCampaignIsPausedAndGoesWhenItIsAborted() {
    var ladder = new Ladder(1);
    ladder.goOn();
    ladder.end(ladder.open().getFirst(), DeploymentState.SUCCEEDED);
    ladder.steps.update(((Control.Outcome.Done) Control.pause(ladder.campaign(), NOW)).next());
    ladder.goOn();
    assertThat(ladder.open()).isEmpty();
    assertThat(ladder.why("1.0-000"))
        .isEqualTo(
            "step 1 of 2 is done: over; the next begins while the campaign runs, and campaign c1 is paused");
    ladder.steps.update(((Control.Outcome.Done) Control.abort(ladder.campaign(), NOW)).next());
    ladder.goOn();
    ladder.goOn();
    assertThat(ladder.open()).isEmpty();
    assertThat(ladder.campaign().state()).isEqualTo(CampaignState.ABORTED);
  }

  @Test
  void aDeviceThatIsExcludedBetweenTwoStepsTakesNoMore() {
    var ladder = new Ladder(1);
    ladder.goOn();
    ladder.steps.exclude(ladder.campaign(), new DeviceId("1.0-000"), "by jo");
    ladder.end(ladder.open().getFirst(), DeploymentState.SUCCEEDED);
    ladder.goOn();
    assertThat(ladder.open()).isEmpty();
    assertThat(ladder.campaign().state()).isEqualTo(CampaignState.COMPLETED);
  }

  /// Whatever the catalogue, the answers of devices and the moments of a look: each member is
  /// counted once, at its end, and succeeded means that it runs the version.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void eachMemberIsCountedOnceWhateverItsWay(long seed) {
    var random = new Random(seed);
    var ladder = new Ladder(12);
    for (int i = 0; i < 6; i++) ladder.ladder.put(step("p" + i, rung(random), rung(random)));
    for (Device device : ladder.ladder.list("", 12))
      ladder.ladder.put(device.withInventory(Map.of("Mod", "M-1", Device.VERSION, rung(random))));
    int looks = 0;
    while (!ladder.campaign().state().isEnd() && looks++ < 100) {
      for (Deployment d : ladder.open())
        if (random.nextBoolean())
          ladder.end(
              d, random.nextInt(4) == 0 ? DeploymentState.FAILED : DeploymentState.SUCCEEDED);
      ladder.goOn();
    }
    assertThat(ladder.campaign().state()).isEqualTo(CampaignState.COMPLETED);
    Tally.OfPhase seen = ladder.steps.tally(ladder.campaign()).phases().getFirst();
    assertThat(seen.taken()).isEqualTo(seen.succeeded() + seen.failed());
    List<Member> members = ladder.steps.members(ID, "", 99);
    long in = members.stream().filter(m -> m.out().isEmpty()).count();
    assertThat(in).isEqualTo(seen.taken());
    for (Member member : members) {
      String runs = ladder.ladder.find(member.device()).orElseThrow().version().orElseThrow();
      boolean succeeded =
          member.out().isEmpty()
              && ladder.ladder.deployment(member.deployment().orElseThrow()).orElseThrow().state()
                  == DeploymentState.SUCCEEDED;
      if (succeeded) assertThat(runs).isEqualTo("2.0");
      if (member.out().isPresent()) assertThat(member.out().get()).contains("run " + runs);
    }
  }

  /// Without an order, so that there are circles, but for the version that the campaign wants.
  private static String rung(Random random) {
    return random.nextInt(4) == 0 ? "1.5" : "v" + (char) ('a' + random.nextInt(4));
  }

  @Test
  void eachDeviceGetsThePackageForItsHardware() {
    store.put(firmware("full", Optional.empty()).withHardware(List.of("H2")));
    store.put(firmware("delta", Optional.of("1.0")).withHardware(List.of("H1")));
    for (String hardware : List.of("H1", "H2", "H3"))
      store.put(
          Device.enrolled(new DeviceId(hardware), "strict", Optional.empty(), Optional.empty(), NOW)
              .withInventory(Map.of("Mod", "M-1", Device.VERSION, "1.0", "HwV", hardware)));
    devices(1, "0.9");
    start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(open())
        .extracting(d -> d.device() + " " + d.packageId())
        .containsExactlyInAnyOrder("H1 delta", "H2 full", "0.9-000 full");
    assertThat(campaigns.member(ID, new DeviceId("H3")).orElseThrow().out().orElseThrow())
        .startsWith("devices that run 1.0 on H3: package ")
        .contains("that of the device is H3");
  }

  @Test
  void aCampaignOfAReleaseThatIsWithdrawnPausesAndSaysSo() {
    devices(5, "1.0");
    var pace =
        new Pace(Optional.empty(), Optional.of(2L), Optional.empty(), Duration.ofHours(1), 60);
    start(plan(pace, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(open()).hasSize(2);
    Release release = store.releases().find(new ReleaseId("M-1", "2.0")).orElseThrow();
    var moved = (ReleaseLife.Move.Moved) ReleaseLife.move(release, ReleaseState.WITHDRAWN, 1, now);
    store.releases().update(moved.release());
    new Withdrawal(store.releases(), store, store, (_, _) -> {}).round(now);
    goOn(Duration.ofHours(1));
    assertThat(campaign().state()).isEqualTo(CampaignState.PAUSED);
    assertThat(campaign().reason()).isEqualTo("release M-1 2.0 is withdrawn");
    assertThat(open()).isEmpty();
    resume();
    goOn(Duration.ofHours(1));
    assertThat(campaign().state()).isEqualTo(CampaignState.PAUSED);
    assertThat(open()).isEmpty();
  }

  @Test
  void theBudgetOfAWindowHoldsAndTheNextGoesOn() {
    devices(25, "1.0");
    var pace =
        new Pace(Optional.empty(), Optional.of(10L), Optional.empty(), Duration.ofHours(1), 60);
    start(plan(pace, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(open()).hasSize(10);
    goOn(Duration.ofMinutes(59));
    assertThat(open()).hasSize(10);
    goOn(Duration.ofMinutes(1));
    assertThat(open()).hasSize(20);
    assertThat(open())
        .extracting(d -> d.wakeAt().orElseThrow())
        .as("one notification a second")
        .doesNotHaveDuplicates();
  }

  @Test
  void abortingCancelsWhatHasNotBegunAndWaitsForTheRest() {
    devices(5, "1.0");
    start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    Deployment begun = open().getFirst();
    Deployment inFlight =
        begun.with(
            new Attempt(
                begun.nextCorrelator(),
                Operation.DOWNLOAD_AND_UPDATE,
                Delivery.DIRECT,
                Optional.of("http://localhost/p"),
                Attempt.Step.ACCEPTED,
                Optional.empty(),
                now));
    store.update(inFlight, new Event(begun.device(), Optional.of(begun.id()), now, "exec", "sent"));
    campaigns.update(((Control.Outcome.Done) Control.abort(campaign(), now)).next());
    goOn(Duration.ZERO);
    assertThat(open()).extracting(Deployment::id).containsExactly(begun.id());
    assertThat(campaign().state()).isEqualTo(CampaignState.ABORTING);
    end(open().getFirst(), DeploymentState.SUCCEEDED);
    goOn(Duration.ofMinutes(1));
    assertThat(campaign().state()).isEqualTo(CampaignState.ABORTED);
    assertThat(campaign().reason()).isEqualTo("aborted by an operator");
  }

  @Test
  void aDeviceThatIsTakenOutOfServiceMeanwhileIsOut() {
    devices(2, "1.0");
    Device away = store.find(new DeviceId("1.0-000")).orElseThrow();
    store.put(away.withStanding(Device.Standing.QUARANTINED));
    start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(campaigns.member(ID, away.id()).orElseThrow().out())
        .contains("the device is not in service");
    open().forEach(d -> end(d, DeploymentState.SUCCEEDED));
    goOn(Duration.ofMinutes(1));
    assertThat(campaign().reason()).isEqualTo("1 of 1 devices succeeded");
  }

  @Test
  void aTargetThatMakesNoSenseAnyMorePausesItsCampaignAndNoOther() {
    devices(1, "1.0");
    fault = Optional.of("filter: there is no group 'ring-1'");
    start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(campaign().state()).isEqualTo(CampaignState.PAUSED);
    assertThat(campaign().reason()).isEqualTo("filter: there is no group 'ring-1'");
    fault = Optional.empty();
    resume();
    goOn(Duration.ZERO);
    assertThat(open()).hasSize(1);
  }

  @Test
  void aBusyDeviceGetsItsTurnLater() {
    devices(1, "1.0");
    Deployment other =
        Deployment.scheduled(
            new DeploymentId("other"),
            new DeviceId("1.0-000"),
            new PackageId("full"),
            "2.0",
            Deployment.Wish.NONE,
            NOW,
            NOW.plus(Duration.ofDays(9)));
    store.put(other);
    start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(campaign().state()).isEqualTo(CampaignState.RUNNING);
    assertThat(campaigns.tally(campaign()).phases().getFirst().held()).isEqualTo(1);
    end(other, DeploymentState.FAILED);
    goOn(Duration.ofMinutes(1));
    assertThat(open()).extracting(d -> d.part().orElseThrow().campaign()).containsExactly(ID);
  }
}
