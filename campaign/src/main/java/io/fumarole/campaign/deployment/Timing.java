package io.fumarole.campaign.deployment;

import io.fumarole.campaign.deployment.DeploymentLife.Due;
import io.fumarole.campaign.deployment.Ending.Cause;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.deployment.Stage.Waiting;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What time alone does to a deployment: each stage that takes too long is tried again within its
/// budget, or ends the deployment with a reason. Nothing is sent here; an Exec that may have run is
/// only followed by another after State and version were read.
final class Timing {
  private final Deployment was;
  private final ModelProfile profile;
  private final Patience patience;
  private final Optional<Hold> hold;
  private final Instant now;

  Timing(Deployment was, ModelProfile profile, Instant now) {
    this(was, profile, Optional.empty(), now);
  }

  /// @param hold what keeps it from beginning now
  Timing(Deployment was, ModelProfile profile, Optional<Hold> hold, Instant now) {
    this.hold = hold;
    this.was = was;
    this.profile = profile;
    this.patience = profile.patience();
    this.now = now;
  }

  /// The same deployment, with the instant at which it has to be looked at next.
  Deployment planned() {
    if (was.state().isEnd()) return was.wakingAt(Optional.empty());
    Instant next =
        stageEnd().filter(was.deadline()::isAfter).filter(it -> !isHeld()).orElse(was.deadline());
    Instant wakeAt =
        was.waiting()
            .map(Waiting::until)
            .filter(it -> it.isAfter(now) && it.isBefore(next))
            .orElse(next);
    return was.wakingAt(Optional.of(wakeAt));
  }

  /// By its campaign, whatever its state is.
  private boolean isHeld() {
    return what() == For.CAMPAIGN || what() == For.CONDITION;
  }

  Due due() {
    if (was.state().isEnd()) return quiet(was);
    if (!now.isBefore(was.deadline())) return quiet(expired());
    if (hold.isPresent() && !was.isInFlight() && was.state() != DeploymentState.VERIFYING)
      return quiet(was.heldFor(hold.get(), now));
    if (isHeld()) return asking(was.released(now));
    if (stageEnd().filter(end -> !now.isBefore(end)).isPresent()) return pastLimit();
    return pauseIsOver() ? asking(was.to(was.state(), was.reason(), now)) : quiet(was);
  }

  private Due quiet(Deployment after) {
    return new Due(new Timing(after, profile, now).planned(), false);
  }

  /// The device is asked for a session, if anybody asks it at all.
  private Due asking(Deployment after) {
    if (!mayNotify()) return quiet(after);
    Deployment counted =
        after.state() == DeploymentState.SCHEDULED ? after : after.with(after.tally().notified());
    return new Due(new Timing(counted, profile, now).planned(), true);
  }

  /// When this stage has taken too long; empty when only the deadline limits it.
  private Optional<Instant> stageEnd() {
    Patience.Times times = patience.times();
    return switch (was.state()) {
      case SCHEDULED, SUCCEEDED, FAILED, DECLINED, CANCELLED, EXPIRED -> Optional.empty();
      case NOTIFIED -> after(patience.answersWithin(notifications()));
      case CONTACTED -> after(times.contacted());
      case DOWNLOADING -> after(times.downloading());
      case DOWNLOADED -> after(times.downloaded());
      case UPDATING -> after(times.updating());
      case VERIFYING -> after(times.verifying());
      case WAITING -> isInNoHurry() ? Optional.empty() : after(times.waiting());
    };
  }

  private Optional<Instant> after(Duration limit) {
    return Optional.of(was.since().plus(limit));
  }

  /// Whoever is notified was notified at least once.
  private int notifications() {
    return Math.max(was.tally().notifications(), was.state() == DeploymentState.NOTIFIED ? 1 : 0);
  }

  private boolean isInNoHurry() {
    return what() == For.SESSION || what() == For.RELEASE;
  }

  private For what() {
    return was.waiting().map(Waiting::what).orElse(For.SESSION);
  }

  private Due pastLimit() {
    return switch (was.state()) {
      case NOTIFIED -> notifiedAgain();
      case CONTACTED ->
          stalled(For.SESSION, "the session broke off before an Exec was sent", Cause.NO_CONTACT);
      case DOWNLOADED ->
          stalled(
              For.SESSION,
              "the device holds the package and has not come for its installation",
              Cause.NO_CONTACT);
      case DOWNLOADING, UPDATING ->
          stalled(For.REPORT, "the device has not reported", Cause.NO_REPORT);
      case VERIFYING -> quiet(unproved());
      case WAITING -> quiet(failed(waitedInVain(), "waited in vain: " + was.reason()));
      case SCHEDULED, SUCCEEDED, FAILED, DECLINED, CANCELLED, EXPIRED ->
          throw new IllegalStateException("no time limit in " + was.state());
    };
  }

  private Due notifiedAgain() {
    if (!mayNotify()) {
      String words =
          "%d notifications brought no session: it waits for the device's own"
              .formatted(notifications());
      return quiet(was.waitingFor(new Waiting(For.SESSION, now), words, now));
    }
    String words =
        "no session came: notification %d of %d is sent"
            .formatted(notifications() + 1, patience.budgets().notifications());
    return asking(was.to(was.state(), words, now));
  }

  /// Tried again within the budget.
  private Due stalled(For what, String words, Cause cause) {
    String limit = words + " within " + text(limit());
    if (was.tally().stalls() >= patience.budgets().stalls())
      return quiet(failed(cause, limit + ", " + (was.tally().stalls() + 1) + " times"));
    String next =
        what == For.REPORT
            ? "; State and version are read before anything is sent again"
            : "; it goes on at the device's next session";
    Deployment counted = was.with(was.tally().stalled());
    return asking(counted.waitingFor(new Waiting(what, now), limit + next, now));
  }

  private Duration limit() {
    return Duration.between(was.since(), stageEnd().orElse(now));
  }

  /// Whose old version was read, beside a State of being at work, is not unverified but wrong.
  private Deployment unproved() {
    if (was.waiting().isPresent())
      return failed(
          Cause.UNPROVED,
          "unproved: the device did not run %s within %s: %s"
              .formatted(was.toVersion(), text(limit()), was.reason()));
    String words =
        "the device reported success, and its version was not read within " + text(limit());
    // The next step of a way starts from a version that is known.
    return profile.allowUnverified() && was.leg().isLast()
        ? was.ended(DeploymentState.SUCCEEDED, Cause.UNVERIFIED, "unverified: " + words, now)
        : was.ended(DeploymentState.FAILED, Cause.UNPROVED, "unproved: " + words, now);
  }

  private Cause waitedInVain() {
    return switch (what()) {
      case SESSION, CAMPAIGN, CONDITION, RELEASE -> Cause.NO_CONTACT;
      case USER -> Cause.USER_AWAY;
      case DEVICE -> isAfterReport() ? Cause.REPORTED : Cause.EXEC_REFUSED;
      case STANDBY, REPORT -> Cause.NO_REPORT;
    };
  }

  private boolean isAfterReport() {
    return was.last().filter(a -> a.step() == Attempt.Step.REPORTED).isPresent();
  }

  private Deployment failed(Cause cause, String words) {
    return was.ended(DeploymentState.FAILED, cause, words, now);
  }

  private Deployment expired() {
    String words =
        was.isInFlight()
            ? "expired: the device was at work and has not reported"
            : "expired: the deadline has passed"
                + (what() == For.CONDITION ? "; " + was.reason() : "");
    return was.ended(DeploymentState.EXPIRED, Cause.DEADLINE, words, now);
  }

  /// Whether a pause has ended since anybody looked last.
  private boolean pauseIsOver() {
    return was.waiting()
        .map(Waiting::until)
        .filter(until -> until.isAfter(was.changed()) && !now.isBefore(until))
        .isPresent();
  }

  /// Whether a notification is sent by itself: when an operator or a campaign has begun with them,
  /// and the budget holds.
  private boolean mayNotify() {
    boolean hasBegun = notifications() > 0 || was.part().isPresent();
    return hasBegun && notifications() < patience.budgets().notifications();
  }

  /// In days, hours or minutes, whichever is whole.
  private static String text(Duration time) {
    if (time.toMinutes() == 0) return time.toSeconds() + " s";
    if (time.toHours() == 0 || time.toMinutesPart() > 0) return time.toMinutes() + " min";
    return time.toHours() % 24 == 0 ? time.toDays() + " d" : time.toHours() + " h";
  }
}
