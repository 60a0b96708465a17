package io.fumarole.campaign.plan;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.plan.Phase.Breach;
import io.fumarole.campaign.plan.Phase.Failure;
import io.fumarole.campaign.plan.Phase.Share;
import io.fumarole.campaign.plan.Phase.Success;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Plans for tests.
final class Plans {
  static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private Plans() {}

  static Phase phase(String name, Share share) {
    return new Phase(name, share, Optional.empty(), Optional.empty(), Duration.ZERO, Breach.PAUSE);
  }

  /// Ninety percent have to succeed, one in five may fail, and it stands for an hour.
  static Phase canary(Share share, Breach onBreach) {
    return new Phase(
        "canary",
        share,
        Optional.of(new Success(90)),
        Optional.of(new Failure(Optional.empty(), Optional.of(20.0), 5)),
        Duration.ofHours(1),
        onBreach);
  }

  static CampaignPlan plan(Pace pace, Phase... phases) {
    return new CampaignPlan(
        "2.0 for all",
        new CampaignPlan.Target("", false),
        new CampaignPlan.Release("M-1", "2.0"),
        List.of(phases),
        CampaignPlan.Order.HASHED,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        ZoneOffset.UTC,
        pace,
        Duration.ofDays(7),
        Wish.NONE,
        0);
  }

  static Campaign running(CampaignPlan plan) {
    return Campaign.draft(new CampaignId("c1"), plan, NOW)
        .to(CampaignState.RUNNING, "started", NOW);
  }
}
