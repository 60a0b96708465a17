package io.fumarole.campaign.testing;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.Pace;
import io.fumarole.campaign.plan.Phase;
import io.fumarole.campaign.plan.Window;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Plans of campaigns for tests that are not about plans.
public final class TestPlans {
  private TestPlans() {}

  /// All devices at once, within the windows, which are in UTC.
  public static CampaignPlan all(CampaignPlan.Release release, Window... windows) {
    var all =
        new Phase(
            "all",
            new Phase.Share.Rest(),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Phase.Breach.PAUSE);
    return new CampaignPlan(
        "all",
        new CampaignPlan.Target("", false),
        release,
        List.of(all),
        CampaignPlan.Order.GIVEN,
        Optional.empty(),
        Optional.empty(),
        List.of(windows),
        ZoneOffset.UTC,
        Pace.UNBOUNDED,
        Duration.ofDays(7),
        Deployment.Wish.NONE,
        0);
  }
}
