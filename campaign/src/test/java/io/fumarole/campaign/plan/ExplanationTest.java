package io.fumarole.campaign.plan;

import static io.fumarole.campaign.plan.Plans.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final DeviceId DEVICE = new DeviceId("d");
  private static final Campaign RUNNING =
      Plans.running(Plans.plan(Pace.UNBOUNDED, Plans.phase("all", new Phase.Share.Rest())));
  private static final Campaign PAUSED =
      RUNNING.to(CampaignState.PAUSED, "phase all: 2 of 2 devices failed", NOW);

  private static Deployment scheduled(String id) {
    return Deployment.scheduled(
        new DeploymentId(id),
        DEVICE,
        new PackageId("full"),
        "2.0",
        Deployment.Wish.NONE,
        NOW,
        NOW.plus(Duration.ofDays(7)));
  }

  private static Deployment of(CampaignId campaign) {
    return scheduled("one").ofCampaign(new Goal.Part(campaign, 0), Goal.Leg.ONLY, NOW);
  }

  @Test
  void whatACampaignKeepsFromBeginningIsSaidWhateverTheDeploymentItselfWaitsFor() {
    Deployment open = of(PAUSED.id());
    assertThat(Explanation.held(PAUSED, open, Optional.empty(), NOW))
        .contains(
            new Explanation(
                Explanation.Why.PAUSED, "campaign c1 is paused; phase all: 2 of 2 devices failed"));
    assertThat(Explanation.held(RUNNING, open, Optional.empty(), NOW)).isEmpty();
  }

  @Test
  void aDeviceThatIsBusySaysOfWhichCampaign() {
    Device device = Device.enrolled(DEVICE, "oma-strict", Optional.empty(), Optional.empty(), NOW);
    Member taken = Member.waiting(DEVICE, 0, 0).taken(0);
    Participation other =
        Participation.of(
            device,
            Optional.empty(),
            Optional.of(taken),
            Optional.empty(),
            Optional.of(of(new CampaignId("c2"))));
    assertThat(Explanation.of(RUNNING, other, NOW).words())
        .isEqualTo(
            "it has another deployment, one of campaign c2, which is scheduled: cancel it or wait for its end");
    Participation alone =
        Participation.of(
            device,
            Optional.empty(),
            Optional.of(taken),
            Optional.empty(),
            Optional.of(scheduled("byitself")));
    assertThat(Explanation.of(RUNNING, alone, NOW).words())
        .startsWith("it has another deployment, byitself, which is scheduled");
  }
}
