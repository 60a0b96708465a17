package io.fumarole.campaign.plan;

import io.fumarole.campaign.deployment.CampaignId;
import java.time.Instant;
import java.util.Optional;

/// A release on its way to many devices.
///
/// @param progress how far it has come
/// @param wakeAt when it has to be looked at next; empty while nothing happens by itself
/// @param revision counts the changes, for compare-and-set
public record Campaign(
    CampaignId id,
    CampaignPlan plan,
    CampaignState state,
    String reason,
    Progress progress,
    Instant created,
    Instant changed,
    Optional<Instant> wakeAt,
    long revision) {

  public static Campaign draft(CampaignId id, CampaignPlan plan, Instant now) {
    return new Campaign(
        id,
        plan,
        CampaignState.DRAFT,
        "not started",
        Progress.before(now),
        now,
        now,
        Optional.empty(),
        0);
  }

  public Phase phase() {
    return plan.phase(progress.phase());
  }

  /// Due at once while it runs or aborts.
  public Campaign to(CampaignState next, String why, Instant now) {
    boolean works = next == CampaignState.RUNNING || next == CampaignState.ABORTING;
    return new Campaign(
        id,
        plan,
        next,
        why,
        progress,
        created,
        now,
        works ? Optional.of(now) : Optional.empty(),
        revision);
  }

  public Campaign with(Progress value) {
    return new Campaign(id, plan, state, reason, value, created, changed, wakeAt, revision);
  }

  public Campaign because(String why) {
    return new Campaign(id, plan, state, why, progress, created, changed, wakeAt, revision);
  }

  public Campaign wakingAt(Optional<Instant> at) {
    return new Campaign(id, plan, state, reason, progress, created, changed, at, revision);
  }

  public Campaign withRevision(long value) {
    return new Campaign(id, plan, state, reason, progress, created, changed, wakeAt, value);
  }
}
