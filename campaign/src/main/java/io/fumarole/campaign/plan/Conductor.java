package io.fumarole.campaign.plan;

import io.fumarole.campaign.plan.Phase.Breach;
import io.fumarole.campaign.plan.Phase.Failure;
import io.fumarole.campaign.plan.Tally.OfPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Decides what a running campaign does next, from nothing but its plan, its counts and the time.
/// Each step is small enough for one transaction; whoever has stored it asks again.
public final class Conductor {
  /// Rows that one step may change, so that no other write waits long.
  public static final int SLICE = 10_000;

  /// How often the counts are looked at while devices are at work.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /// How often a campaign that others may join looks for them.
  private static final Duration ENROL_EVERY = Duration.ofMinutes(5);

  private final Campaign campaign;
  private final CampaignPlan plan;
  private final Progress progress;
  private final Tally tally;
  private final long octetsEach;
  private final Instant now;

  private Conductor(Campaign campaign, Tally tally, long octetsEach, Instant now) {
    this.campaign = campaign;
    this.plan = campaign.plan();
    this.progress = campaign.progress();
    this.tally = tally;
    this.octetsEach = octetsEach;
    this.now = now;
  }

  /// What to do next.
  public sealed interface Step {
    /// Looks for members, from where it stopped.
    record Enrol() implements Step {}

    /// Takes up to `most` members into the phase that admits, and gives each a deployment.
    record Admit(int most) implements Step {}

    /// Has up to a slice of what was held while it was paused go on.
    record Release() implements Step {}

    /// Cancels up to a slice of what has not begun; what has begun is waited for.
    record Cancel() implements Step {}

    /// The campaign is another one now; there may be more to do at once.
    record Become(Campaign next) implements Step {}

    /// Nothing to do before the campaign's `wakeAt`.
    record Rest(Campaign next) implements Step {}
  }

  /// @param octetsEach size of the largest package that a device may get
  public static Step next(Campaign campaign, Tally tally, long octetsEach, Instant now) {
    return new Conductor(campaign, tally, octetsEach, now).next();
  }

  private Step next() {
    return switch (campaign.state()) {
      case DRAFT, PAUSED, ABORTED, COMPLETED -> new Step.Rest(campaign.wakingAt(Optional.empty()));
      case ABORTING -> aborting();
      case RUNNING -> running();
    };
  }

  private Step aborting() {
    if (tally.open() + tally.held() > 0) return new Step.Cancel();
    return new Step.Become(campaign.to(CampaignState.ABORTED, campaign.reason(), now));
  }

  private Step running() {
    if (plan.start().filter(now::isBefore).isPresent())
      return rest("begins at " + plan.start().get(), plan.start().get());
    if (progress.started().isEmpty()) return become(progress.begun(now));
    if (progress.isReleasing()) return new Step.Release();
    if (progress.isEnrolling()) return new Step.Enrol();
    if (tally.members() == 0 && !plan.target().isDynamic())
      return new Step.Become(
          campaign.to(CampaignState.COMPLETED, "no device matches its target", now));
    if (plan.end().filter(end -> !now.isBefore(end)).isPresent())
      return new Step.Become(campaign.to(CampaignState.ABORTING, "its end has come", now));
    return breach().orElseGet(this::inPhase);
  }

  /// Also of phases before: what fails late has failed all the same.
  private Optional<Step> breach() {
    for (int i = 0; i <= progress.phase(); i++) {
      Phase phase = plan.phase(i);
      OfPhase seen = tally.phase(i).without(progress.pardoned(i));
      if (phase.failure().filter(it -> isExceeded(it, seen)).isPresent())
        return Optional.of(
            breached(phase, seen.failed() + " of " + seen.judged() + " devices failed"));
    }
    return Optional.empty();
  }

  private static boolean isExceeded(Failure failure, OfPhase seen) {
    boolean tooMany = failure.count().filter(most -> seen.failed() > most).isPresent();
    boolean isSample = seen.judged() >= failure.sample();
    boolean tooLarge =
        failure.percent().filter(most -> seen.failed() * 100 > most * seen.judged()).isPresent();
    return tooMany || (isSample && tooLarge);
  }

  private Step breached(Phase phase, String what) {
    CampaignState next =
        phase.onBreach() == Breach.PAUSE ? CampaignState.PAUSED : CampaignState.ABORTING;
    return new Step.Become(campaign.to(next, "phase " + phase.name() + ": " + what, now));
  }

  private Step inPhase() {
    Instant windowStart = plan.pace().windowStart(progress.started().orElse(now), now);
    if (!windowStart.equals(progress.budget().window()))
      return become(progress.inWindow(windowStart));
    if (looksForMore()) return become(progress.enrollingAgain(now));
    long quota = quota();
    if (quota == 0) return taken();
    long room = Math.min(SLICE, room());
    if (room > 0) return new Step.Admit((int) Math.min(room, quota));
    return isCrowded()
        ? look(tally.open() + " deployments are open, as many as may be")
        : lookBy(windowEnd(), "the budget is spent until " + windowEnd());
  }

  private boolean looksForMore() {
    return plan.target().isDynamic() && !now.isBefore(progress.enrolment().at().plus(ENROL_EVERY));
  }

  /// How many the phase still takes.
  private long quota() {
    long taken = tally.phase(progress.phase()).taken();
    long wanted = campaign.phase().share().of(tally.members(), tally.waiting() + taken);
    return Math.max(0, Math.min(tally.waiting(), wanted - taken));
  }

  /// How many the budgets allow now.
  private long room() {
    Pace pace = plan.pace();
    long open = pace.open().map(most -> most - tally.open()).orElse(Long.MAX_VALUE);
    long devices =
        pace.devices().map(most -> most - progress.budget().devices()).orElse(Long.MAX_VALUE);
    long octets =
        pace.octets()
            .map(most -> (most - progress.budget().octets()) / Math.max(1, octetsEach))
            .orElse(Long.MAX_VALUE);
    return Math.max(0, Math.min(open, Math.min(devices, octets)));
  }

  private boolean isCrowded() {
    return plan.pace().open().filter(most -> tally.open() >= most).isPresent();
  }

  private Instant windowEnd() {
    return progress.budget().window().plus(plan.pace().window());
  }

  /// The phase has all its devices.
  private Step taken() {
    OfPhase seen = tally.phase(progress.phase());
    if (isMissed() && !progress.pardoned(progress.phase()).isExcused())
      return breached(
          campaign.phase(),
          "%d of %d devices succeeded, fewer than the phase asks for"
              .formatted(seen.succeeded(), seen.taken()));
    if (!isReached(seen) && !seen.isOver()) {
      return progress.passed().isPresent()
          ? become(progress.passed(Optional.empty())) // A device is tried once more.
          : look("waiting for its devices");
    }
    return plan.isLast(progress.phase()) ? last() : soaking();
  }

  /// Whether the phase has ended below its success.
  static boolean isMissed(Campaign campaign, Tally tally) {
    return new Conductor(campaign, tally, 0, campaign.changed()).isMissed();
  }

  private boolean isMissed() {
    OfPhase seen = tally.phase(progress.phase());
    return quota() == 0 && seen.isOver() && !isReached(seen);
  }

  private boolean isReached(OfPhase seen) {
    return campaign
        .phase()
        .success()
        .map(it -> seen.succeeded() * 100 >= it.percent() * seen.taken())
        .orElse(seen.isOver());
  }

  private Step soaking() {
    if (progress.passed().isEmpty()) return become(progress.passed(Optional.of(now)));
    Instant over = progress.passed().get().plus(campaign.phase().soak());
    return now.isBefore(over)
        ? lookBy(over, "it is reached, and stands until " + over)
        : become(progress.entering(progress.phase() + 1));
  }

  private Step last() {
    boolean staysOpen = plan.target().isDynamic() && plan.end().isPresent();
    if (tally.open() + tally.held() > 0 || staysOpen) return look("waiting for its devices");
    long succeeded = tally.phases().stream().mapToLong(OfPhase::succeeded).sum();
    String words = "%d of %d devices succeeded".formatted(succeeded, tally.members());
    return new Step.Become(campaign.to(CampaignState.COMPLETED, words, now));
  }

  private Step become(Progress next) {
    return new Step.Become(campaign.with(next));
  }

  private Step look(String why) {
    return rest("phase " + campaign.phase().name() + ": " + why, now.plus(LOOK_EVERY));
  }

  /// While devices are at work their counts are looked at: what fails meanwhile must not wait.
  private Step lookBy(Instant latest, String why) {
    boolean isQuiet = tally.open() == 0 || latest.isBefore(now.plus(LOOK_EVERY));
    return isQuiet ? rest("phase " + campaign.phase().name() + ": " + why, latest) : look(why);
  }

  private Step rest(String why, Instant until) {
    return new Step.Rest(campaign.because(why).wakingAt(Optional.of(until)));
  }
}
