package io.fumarole.campaign.plan;

import static io.fumarole.campaign.plan.PlannedFleet.ID;
import static io.fumarole.campaign.plan.PlannedFleet.firmware;
import static io.fumarole.campaign.plan.Plans.NOW;
import static io.fumarole.campaign.plan.Plans.phase;
import static io.fumarole.campaign.plan.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.plan.Phase.Share;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Devices that come to the release over several steps.
class PlannerStepsTest {
  private final PlannedFleet fleet = new PlannedFleet();
  private final MemoryStore store = fleet.store;
  private final CampaignStore campaigns = fleet.campaigns;

  /// Devices at 1.0, a catalogue in which 2.0 is reached over 1.5 only, and a campaign to get
  /// there.
  private void climb(int count) {
    store.put(step("low", "1.0", "1.5")).put(step("high", "1.5", "2.0"));
    fleet.devices(count, "1.0");
    fleet.start(plan(Pace.UNBOUNDED, phase("all", new Share.Rest())));
  }

  private static FirmwarePackage step(String id, String from, String to) {
    return firmware(id, Optional.of(from), to);
  }

  private void goOn() {
    fleet.now = fleet.now.plus(Duration.ofMinutes(1));
    fleet.planner.round(fleet.now);
  }

  /// A device that succeeds runs what it was sent.
  private void end(Deployment was, DeploymentState state) {
    fleet.end(was, state, Ending.Cause.PROVED);
    if (state != DeploymentState.SUCCEEDED) return;
    Device device = store.find(was.device()).orElseThrow();
    store.put(device.withInventory(Map.of("Mod", "M-1", Device.VERSION, was.toVersion())));
  }

  private String why(String device) {
    return Explanation.of(
            fleet.campaign(),
            campaigns.participations(ID, "", 9).stream()
                .filter(it -> it.device().value().equals(device))
                .findFirst()
                .orElseThrow(),
            fleet.now)
        .words();
  }

  @Test
  void whoComesThereOverAnotherVersionOnlyTakesAStepAfterTheOther() {
    climb(2);
    goOn();
    assertThat(fleet.open())
        .hasSize(2)
        .allMatch(d -> d.packageId().value().equals("low") && d.leg().equals(new Goal.Leg(1, 1)));
    assertThat(why("1.0-000")).startsWith("step 1 of 2, deployment ");
    end(fleet.open().getFirst(), DeploymentState.SUCCEEDED);
    goOn();
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.RUNNING);
    Tally.OfPhase amid = campaigns.tally(fleet.campaign()).phases().getFirst();
    assertThat(amid).isEqualTo(new Tally.OfPhase(2, 0, 2, 0, 0, 0));
    Deployment second = fleet.open().stream().filter(d -> d.leg().isLast()).findFirst().get();
    assertThat(second.packageId().value()).isEqualTo("high");
    assertThat(why(second.device().value())).startsWith("step 2 of 2, deployment ");
    end(second, DeploymentState.SUCCEEDED);
    end(fleet.open().getFirst(), DeploymentState.FAILED);
    goOn();
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.COMPLETED);
    assertThat(fleet.campaign().reason()).isEqualTo("1 of 2 devices succeeded");
  }

  @Test
  void aDeviceBetweenTwoStepsWaitsWhileItsCampaignIsPausedAndGoesWhenItIsAborted() {
    climb(1);
    goOn();
    end(fleet.open().getFirst(), DeploymentState.SUCCEEDED);
    campaigns.update(((Control.Outcome.Done) Control.pause(fleet.campaign(), NOW)).next());
    goOn();
    assertThat(fleet.open()).isEmpty();
    assertThat(why("1.0-000"))
        .isEqualTo(
            "step 1 of 2 is done: over; the next begins while the campaign runs, and campaign c1 is paused");
    campaigns.update(((Control.Outcome.Done) Control.abort(fleet.campaign(), NOW)).next());
    goOn();
    goOn();
    assertThat(fleet.open()).isEmpty();
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.ABORTED);
  }

  @Test
  void aDeviceThatIsExcludedBetweenTwoStepsTakesNoMore() {
    climb(1);
    goOn();
    campaigns.exclude(fleet.campaign(), new DeviceId("1.0-000"), "by jo");
    end(fleet.open().getFirst(), DeploymentState.SUCCEEDED);
    goOn();
    assertThat(fleet.open()).isEmpty();
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.COMPLETED);
  }

  /// Whatever the catalogue, the answers of devices and the moments of a look: each member is
  /// counted once, at its end, and succeeded means that it runs the version.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void eachMemberIsCountedOnceWhateverItsWay(long seed) {
    var random = new Random(seed);
    climb(12);
    for (int i = 0; i < 6; i++) store.put(step("p" + i, rung(random), rung(random)));
    for (Device device : store.list("", 12))
      store.put(device.withInventory(Map.of("Mod", "M-1", Device.VERSION, rung(random))));
    int looks = 0;
    while (!fleet.campaign().state().isEnd() && looks++ < 100) {
      for (Deployment d : fleet.open())
        if (random.nextBoolean())
          end(d, random.nextInt(4) == 0 ? DeploymentState.FAILED : DeploymentState.SUCCEEDED);
      goOn();
    }
    assertThat(fleet.campaign().state()).isEqualTo(CampaignState.COMPLETED);
    Tally.OfPhase seen = campaigns.tally(fleet.campaign()).phases().getFirst();
    assertThat(seen.taken()).isEqualTo(seen.succeeded() + seen.failed());
    List<Member> members = campaigns.members(ID, "", 99);
    long in = members.stream().filter(m -> m.out().isEmpty()).count();
    assertThat(in).isEqualTo(seen.taken());
    for (Member member : members) {
      String runs = store.find(member.device()).orElseThrow().version().orElseThrow();
      boolean succeeded =
          member.out().isEmpty()
              && store.deployment(member.deployment().orElseThrow()).orElseThrow().state()
                  == DeploymentState.SUCCEEDED;
      if (succeeded) assertThat(runs).isEqualTo("2.0");
      if (member.out().isPresent()) assertThat(member.out().get()).contains("run " + runs);
    }
  }

  /// Without an order, so that there are circles, but for the version that the campaign wants.
  private static String rung(Random random) {
    return random.nextInt(4) == 0 ? "1.5" : "v" + (char) ('a' + random.nextInt(4));
  }
}
