package io.fumarole.campaign.plan;

import static io.fumarole.campaign.plan.Plans.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Hold;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.plan.Phase.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a device has to be like when it is to begin.
class PreconditionTest {
  private static final Device DEVICE =
      Device.enrolled(new DeviceId("IMEI:1"), "strict", Optional.empty(), Optional.empty(), NOW);

  private static Rule rule(String precondition) {
    CampaignPlan plan =
        Plans.plan(Pace.UNBOUNDED, Plans.phase("all", new Share.Rest()))
            .with(Optional.of(precondition), Optional.empty());
    return Rule.of(new CampaignId("c1"), plan, CampaignState.RUNNING);
  }

  @ParameterizedTest
  @CsvSource({
    "label.battery==ok, ok, PT0S, true",
    "label.battery==ok, low, PT0S, false",
    "label.battery!=low, ok, PT0S, true",
    "lastSeen>=-P1D, ok, P1D, true",
    "lastSeen>=-P1D, ok, PT25H, false",
    "label.battery==ok;lastSeen>=-P1D, low, PT1H, false"
  })
  void aDeviceMeetsItOrWaits(String precondition, String battery, Duration later, boolean meets) {
    Instant now = NOW.plus(later);
    Optional<Hold> hold =
        rule(precondition).with(Labels.of(Map.of("battery", battery))).hold(DEVICE, now);
    assertThat(hold.isEmpty()).isEqualTo(meets);
    if (meets) return;
    assertThat(hold.get().what()).isEqualTo(For.CONDITION);
    assertThat(hold.get().words()).isEqualTo("it is not yet as campaign c1 asks: " + precondition);
    assertThat(hold.get().until().orElseThrow())
        .isBetween(now.plus(Duration.ofMinutes(30)), now.plus(Duration.ofMinutes(40)));
  }

  @Test
  void whatTheCampaignItselfForbidsIsSaidFirst() {
    Rule paused = rule("label.battery==ok");
    CampaignPlan plan =
        Plans.plan(Pace.UNBOUNDED, Plans.phase("all", new Share.Rest()))
            .with(paused.precondition().map(Precondition::text), Optional.empty());
    Rule rule = Rule.of(new CampaignId("c1"), plan, CampaignState.PAUSED);
    assertThat(rule.hold(DEVICE, NOW).orElseThrow().what()).isEqualTo(For.CAMPAIGN);
  }

  @ParameterizedTest
  @CsvSource({
    "group==ring-1, may not ask for groups",
    "batery==ok, batery",
    "model==(, precondition"
  })
  void whatCannotBeAskedIsRefusedWithThePlan(String precondition, String words) {
    assertThatThrownBy(() -> rule(precondition))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("precondition: ")
        .hasMessageContaining(words);
  }
}
