package io.fumarole.campaign.plan;

import java.time.Instant;

/// What operators do with a campaign, and when they may.
public final class Control {
  private Control() {}

  /// What came of it.
  public sealed interface Outcome {
    record Done(Campaign next) implements Outcome {}

    /// @param words why, and what to do instead
    record Refused(String words) implements Outcome {}
  }

  public static Outcome start(Campaign campaign, Instant now) {
    if (campaign.state() != CampaignState.DRAFT) return refused(campaign, "has started already");
    return done(campaign.to(CampaignState.RUNNING, "started by an operator", now));
  }

  /// No device begins from now on.
  public static Outcome pause(Campaign campaign, Instant now) {
    if (campaign.state() == CampaignState.PAUSED) return done(campaign);
    if (campaign.state() != CampaignState.RUNNING)
      return refused(campaign, "is " + campaign.state().word() + " and cannot be paused");
    return done(campaign.to(CampaignState.PAUSED, "paused by an operator", now));
  }

  /// Goes on in spite of what was seen: thresholds count from here.
  public static Outcome resume(Campaign campaign, Tally seen, Instant now) {
    if (campaign.state() == CampaignState.RUNNING) return done(campaign);
    if (campaign.state() != CampaignState.PAUSED)
      return refused(campaign, "is " + campaign.state().word() + " and cannot be resumed");
    return done(
        campaign
            .with(campaign.progress().resumed(seen, Conductor.isMissed(campaign, seen)))
            .to(CampaignState.RUNNING, "resumed by an operator", now));
  }

  /// Cancels what has not begun. What is past its Exec finishes.
  public static Outcome abort(Campaign campaign, Instant now) {
    if (campaign.state() == CampaignState.ABORTING) return done(campaign);
    if (campaign.state().isEnd())
      return refused(campaign, "is " + campaign.state().word() + " already");
    CampaignState next =
        campaign.state() == CampaignState.DRAFT ? CampaignState.ABORTED : CampaignState.ABORTING;
    return done(campaign.to(next, "aborted by an operator", now));
  }

  /// The next phase begins now, whatever this one has come to.
  public static Outcome skip(Campaign campaign, Instant now) {
    if (campaign.state() != CampaignState.RUNNING && campaign.state() != CampaignState.PAUSED)
      return refused(campaign, "is " + campaign.state().word() + ": no phase is running");
    int phase = campaign.progress().phase();
    if (campaign.plan().isLast(phase)) return refused(campaign, "is in its last phase");
    Campaign next = campaign.with(campaign.progress().entering(phase + 1));
    return done(
        campaign.state() == CampaignState.RUNNING
            ? next.to(
                CampaignState.RUNNING,
                "phase " + next.phase().name() + ": begun by an operator",
                now)
            : next);
  }

  private static Outcome done(Campaign next) {
    return new Outcome.Done(next);
  }

  private static Outcome refused(Campaign campaign, String words) {
    return new Outcome.Refused("campaign " + campaign.id() + " " + words);
  }
}
