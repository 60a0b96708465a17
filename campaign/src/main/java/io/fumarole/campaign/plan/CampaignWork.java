package io.fumarole.campaign.plan;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.deployment.Goal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the planner does with campaigns, in sets: as little as that, so that a rehearsal can do it
/// with counts and arrays. Whatever changes many rows changes at most a slice of them, in one
/// transaction with the campaign, and only while the campaign is as read: any node may go on where
/// another has stopped.
public interface CampaignWork {
  /// False when its revision is no longer the one in `changed`.
  boolean update(Campaign changed);

  /// Takes campaigns that are due, by putting them off to `lease`: nobody else gets them until
  /// then.
  List<Campaign> claim(Instant now, Instant lease, int limit);

  /// Counted now.
  Tally tally(Campaign campaign);

  /// Stores `next` and adds those of `members` that are none yet; false when the campaign is no
  /// longer as it was.
  boolean enrol(Campaign next, List<Member> members);

  /// Takes the first `most` waiting members into the phase of `next`; false when the campaign is no
  /// longer as it was.
  boolean take(Campaign next, int most);

  /// The kinds of members without a deployment, of those that a phase has taken.
  List<Kind> kindsOfHeld(CampaignId id, boolean byHardware);

  /// Gives members that a phase has taken, and whose device is of `kind` and has no open
  /// deployment, a deployment each.
  ///
  /// @param next the campaign, as it is to be stored with them
  /// @return how many got one; empty when the campaign is no longer as it was
  Optional<Integer> place(Campaign next, Kind kind, Placement placement, int most);

  /// The same, for whom there is nothing to get: they are out, for `why`.
  Optional<Integer> putOut(Campaign next, Kind kind, String why, int most);

  /// The same for held members whose device is not enrolled (any more): nobody waits for them.
  Optional<Integer> putOutAway(Campaign next, String why, int most);

  /// Cancels open deployments for which nothing was sent, and lets held members go.
  ///
  /// @return how many; empty when the campaign is no longer as it was
  Optional<Integer> cancel(Campaign asRead, String why, int most, Instant now);

  /// Open deployments of the campaign for which something was prepared or sent, but no Exec is out.
  List<Deployment> begun(CampaignId id, int limit);

  /// Open deployments that were held while the campaign was paused go on: the first is notified
  /// with the next of `placement`.
  ///
  /// @return how many; empty when the campaign is no longer as it was
  Optional<Integer> release(Campaign next, Instant from, Duration gap, int most, Instant now);

  /// Members whose step was proved, and was not the last one, wait for the next, in the phase they
  /// are in.
  ///
  /// @return how many; empty when the campaign is no longer as it was
  Optional<Integer> goFarther(Campaign asRead, int most);

  /// What the deployments of one step have in common.
  ///
  /// @param stepsLeft how many follow on the way to the campaign's version
  /// @param notifyFrom when the first of them is notified
  /// @param gap between one notification and the next
  record Placement(
      FirmwarePackage firmwarePackage,
      String reason,
      int stepsLeft,
      Instant notifyFrom,
      Duration gap,
      Instant now) {

    /// @param kind of its device
    /// @param notifyAt when its device is notified first
    public Deployment deployment(Campaign campaign, Member member, Kind kind, Instant notifyAt) {
      CampaignPlan plan = campaign.plan();
      var part = new Goal.Part(campaign.id(), member.phase().orElseThrow());
      return Deployment.scheduled(
              member.nextDeployment(campaign.id()),
              member.device(),
              firmwarePackage.id(),
              firmwarePackage.toVersion(),
              plan.wish(),
              now,
              member.way().deadline().orElse(now.plus(plan.within())))
          .from(kind.version())
          .ofCampaign(part, new Goal.Leg(member.way().steps() + 1, stepsLeft), notifyAt);
    }

    public Event event(Deployment deployment) {
      return new Event(
          deployment.device(),
          Optional.of(deployment.id()),
          now,
          deployment.state().word(),
          reason);
    }
  }
}
