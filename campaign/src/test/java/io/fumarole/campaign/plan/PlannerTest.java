package io.fumarole.campaign.plan;

import static io.fumarole.campaign.plan.PlannedFleet.ID;
import static io.fumarole.campaign.plan.PlannedFleet.PROFILES;
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
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.deployment.Timekeeper;
import io.fumarole.campaign.deployment.Withdrawal;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.plan.Phase.Breach;
import io.fumarole.campaign.plan.Phase.Share;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private final PlannedFleet fleet = new PlannedFleet();
  private final MemoryStore store = fleet.store;
  private final CampaignStore campaigns = fleet.campaigns;

  @BeforeEach
  void packages() {
    store.put(firmware("full", Optional.empty())).put(firmware("delta", Optional.of("1.0")));
  }

  private static FirmwarePackage firmware(String id, Optional<String> from) {
    return PlannedFleet.firmware(id, from, "2.0");
  }

  /// Goes on until the planner waits for devices.
  private void goOn(Duration later) {
    fleet.now = fleet.now.plus(later);
    while (fleet.planner.round(fleet.now) > 0) {
      if (fleet.campaign().wakeAt().filter(at -> !at.isAfter(fleet.now)).isEmpty()) return;
    }
  }

  private void end(Deployment deployment, DeploymentState state) {
    fleet.end(deployment, state, Ending.Cause.REPORTED);
  }

  private void resume() {
    Campaign was = fleet.campaign();
    var done = (Control.Outcome.Done) Control.resume(was, campaigns.tally(was), fleet.now);
    assertThat(campaigns.update(done.next())).isTrue();
  }

  @Test
  void aCampaignRunsThroughItsPhasesToTheEnd() {
    fleet.devices(30, "1.0");
    fleet.devices(10, "2.0");
    fleet.start(
        plan(
            Pace.UNBOUNDED,
            canary(new Share.Count(10), Breach.PAUSE),
            phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(fleet.open()).hasSize(10).allMatch(d -> d.packageId().value().equals("delta"));
    fleet.open().forEach(d -> end(d, DeploymentState.SUCCEEDED));
    goOn(Duration.ofMinutes(1));
    assertThat(fleet.open()).isEmpty();
    assertThat(fleet.campaign().reason())
        .startsWith("phase canary: it is reached, and stands until");
    goOn(Duration.ofHours(1));
    assertThat(fleet.open()).hasSize(20);
    fleet.open().forEach(d -> end(d, DeploymentState.SUCCEEDED));
    goOn(Duration.ofMinutes(1));
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.COMPLETED);
    assertThat(fleet.campaign().reason()).isEqualTo("30 of 30 devices succeeded");
    assertThat(fleet.campaign().wakeAt()).isEmpty();
  }

  @Test
  void theFirstDeviceIsNotifiedAsAllOthersAre() {
    fleet.devices(3, "1.0");
    fleet.start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
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
    new Timekeeper(store, store, PROFILES::of, holds, effects).round(fleet.now.plusSeconds(1));
    assertThat(notified).hasSize(3);
  }

  @Test
  void aBreachPausesItAndNobodyElseIsAdmitted() {
    fleet.devices(30, "1.0");
    fleet.start(
        plan(
            Pace.UNBOUNDED,
            canary(new Share.Count(10), Breach.PAUSE),
            phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    List<Deployment> canary = fleet.open();
    canary.subList(0, 3).forEach(d -> end(d, DeploymentState.FAILED));
    canary.subList(3, 6).forEach(d -> end(d, DeploymentState.SUCCEEDED));
    goOn(Duration.ofMinutes(1));
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.PAUSED);
    assertThat(fleet.campaign().reason()).isEqualTo("phase canary: 3 of 6 devices failed");
    goOn(Duration.ofDays(1));
    assertThat(fleet.open()).hasSize(4);
    resume();
    fleet.open().forEach(d -> end(d, DeploymentState.SUCCEEDED));
    goOn(Duration.ofMinutes(1));
    assertThat(fleet.campaign().reason())
        .as("a breach of its own")
        .isEqualTo("phase canary: 7 of 10 devices succeeded, fewer than the phase asks for");
    resume();
    goOn(Duration.ofMinutes(1));
    goOn(Duration.ofHours(1));
    assertThat(fleet.open()).hasSize(20);
  }

  @Test
  void eachDeviceGetsThePackageForItsVersionAndWhoHasNoneIsOut() {
    store.put(firmware("other", Optional.of("0.9")));
    fleet.devices(2, "1.0");
    fleet.devices(2, "0.9");
    fleet.devices(2, "0.8");
    fleet.start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(fleet.open())
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
    var small = new PlannedFleet();
    small.store.put(firmware("delta", Optional.of("1.0")));
    small.devices(1, "0.8");
    small.start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    small.planner.round(NOW);
    assertThat(small.campaigns.member(ID, new DeviceId("0.8-000")).orElseThrow().out())
        .contains(
            "devices that run 0.8, from where no package of the release and no path of others leads there are left out");
    assertThat(small.campaign().state()).isEqualTo(CampaignState.COMPLETED);
  }

  @Test
  void eachDeviceGetsThePackageForItsHardware() {
    store.put(firmware("full", Optional.empty()).withHardware(List.of("H2")));
    store.put(firmware("delta", Optional.of("1.0")).withHardware(List.of("H1")));
    for (String hardware : List.of("H1", "H2", "H3"))
      store.put(
          Device.enrolled(new DeviceId(hardware), "strict", Optional.empty(), Optional.empty(), NOW)
              .withInventory(Map.of("Mod", "M-1", Device.VERSION, "1.0", "HwV", hardware)));
    fleet.devices(1, "0.9");
    fleet.start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(fleet.open())
        .extracting(d -> d.device() + " " + d.packageId())
        .containsExactlyInAnyOrder("H1 delta", "H2 full", "0.9-000 full");
    assertThat(campaigns.member(ID, new DeviceId("H3")).orElseThrow().out().orElseThrow())
        .startsWith("devices that run 1.0 on H3: package ")
        .contains("that of the device is H3");
  }

  @Test
  void aCampaignOfAReleaseThatIsWithdrawnPausesAndSaysSo() {
    fleet.devices(5, "1.0");
    var pace =
        new Pace(Optional.empty(), Optional.of(2L), Optional.empty(), Duration.ofHours(1), 60);
    fleet.start(plan(pace, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(fleet.open()).hasSize(2);
    Release release = store.releases().find(new ReleaseId("M-1", "2.0")).orElseThrow();
    var moved =
        (ReleaseLife.Move.Moved) ReleaseLife.move(release, ReleaseState.WITHDRAWN, 1, fleet.now);
    store.releases().update(moved.release());
    new Withdrawal(store.releases(), store.packages(), store, (_, _) -> {}).round(fleet.now);
    goOn(Duration.ofHours(1));
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.PAUSED);
    assertThat(fleet.campaign().reason()).isEqualTo("release M-1 2.0 is withdrawn");
    assertThat(fleet.open()).isEmpty();
    resume();
    goOn(Duration.ofHours(1));
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.PAUSED);
    assertThat(fleet.open()).isEmpty();
  }

  @Test
  void theBudgetOfAWindowHoldsAndTheNextGoesOn() {
    fleet.devices(25, "1.0");
    var pace =
        new Pace(Optional.empty(), Optional.of(10L), Optional.empty(), Duration.ofHours(1), 60);
    fleet.start(plan(pace, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(fleet.open()).hasSize(10);
    goOn(Duration.ofMinutes(59));
    assertThat(fleet.open()).hasSize(10);
    goOn(Duration.ofMinutes(1));
    assertThat(fleet.open()).hasSize(20);
    assertThat(fleet.open())
        .extracting(d -> d.wakeAt().orElseThrow())
        .as("one notification a second")
        .doesNotHaveDuplicates();
  }

  @Test
  void abortingCancelsWhatHasNotBegunAndWaitsForTheRest() {
    fleet.devices(5, "1.0");
    fleet.start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    Deployment begun = fleet.open().getFirst();
    Deployment inFlight =
        begun.with(
            new Attempt(
                begun.nextCorrelator(),
                Operation.DOWNLOAD_AND_UPDATE,
                Delivery.DIRECT,
                Optional.of("http://localhost/p"),
                Attempt.Step.ACCEPTED,
                Optional.empty(),
                fleet.now));
    store.update(
        inFlight, new Event(begun.device(), Optional.of(begun.id()), fleet.now, "exec", "sent"));
    campaigns.update(((Control.Outcome.Done) Control.abort(fleet.campaign(), fleet.now)).next());
    goOn(Duration.ZERO);
    assertThat(fleet.open()).extracting(Deployment::id).containsExactly(begun.id());
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.ABORTING);
    end(fleet.open().getFirst(), DeploymentState.SUCCEEDED);
    goOn(Duration.ofMinutes(1));
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.ABORTED);
    assertThat(fleet.campaign().reason()).isEqualTo("aborted by an operator");
  }

  @Test
  void aDeviceThatIsTakenOutOfServiceMeanwhileIsOut() {
    fleet.devices(2, "1.0");
    Device away = store.find(new DeviceId("1.0-000")).orElseThrow();
    store.put(away.withStanding(Device.Standing.QUARANTINED));
    fleet.start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(campaigns.member(ID, away.id()).orElseThrow().out())
        .contains("the device is not in service");
    fleet.open().forEach(d -> end(d, DeploymentState.SUCCEEDED));
    goOn(Duration.ofMinutes(1));
    assertThat(fleet.campaign().reason()).isEqualTo("1 of 1 devices succeeded");
  }

  @Test
  void aTargetThatMakesNoSenseAnyMorePausesItsCampaignAndNoOther() {
    fleet.devices(1, "1.0");
    fleet.fault = Optional.of("filter: there is no group 'ring-1'");
    fleet.start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.PAUSED);
    assertThat(fleet.campaign().reason()).isEqualTo("filter: there is no group 'ring-1'");
    fleet.fault = Optional.empty();
    resume();
    goOn(Duration.ZERO);
    assertThat(fleet.open()).hasSize(1);
  }

  @Test
  void aBusyDeviceGetsItsTurnLater() {
    fleet.devices(1, "1.0");
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
    fleet.start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
    goOn(Duration.ZERO);
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.RUNNING);
    assertThat(campaigns.tally(fleet.campaign()).phases().getFirst().held()).isEqualTo(1);
    end(other, DeploymentState.FAILED);
    goOn(Duration.ofMinutes(1));
    assertThat(fleet.open()).extracting(d -> d.part().orElseThrow().campaign()).containsExactly(ID);
  }
}
