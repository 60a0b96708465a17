package io.fumarole.campaign.deployment;

import io.fumarole.campaign.deployment.Attempt.Step;
import io.fumarole.campaign.deployment.Ending.Cause;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.deployment.Stage.Waiting;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import java.time.Instant;
import java.util.Optional;

/// What State and version, read in a session, say about a deployment whose Exec is out: whether it
/// is proved, whether an Exec in doubt ran, whether one whose report is overdue came to nothing.
record Check(
    Deployment was,
    Optional<String> version,
    Optional<FumoObject> object,
    ModelProfile profile,
    Instant now) {
  /// Of the same package, before it is given up.
  private static final int MOST_ROLL_BACKS = 2;

  Deployment outcome() {
    if (was.state().isEnd()) return was;
    if (version.equals(Optional.of(was.toVersion()))) return proved();
    if (was.state() == DeploymentState.VERIFYING) return unproved();
    Optional<Attempt> last = was.last();
    if (last.filter(a -> a.step() == Step.IN_DOUBT).isPresent()) return resolved(last.get());
    boolean isOverdue = was.waiting().filter(w -> w.what() == For.REPORT).isPresent();
    return isOverdue && last.filter(a -> a.step() == Step.ACCEPTED).isPresent()
        ? overdue(last.get())
        : was.to(was.state(), "the device has not reported yet" + stateWords(), now);
  }

  private Deployment proved() {
    boolean isReported = was.state() == DeploymentState.VERIFYING;
    return was.ended(
        DeploymentState.SUCCEEDED,
        isReported ? Cause.PROVED : Cause.REPORT_LOST,
        isReported
            ? "the device reported success and runs " + was.toVersion()
            : "the device runs " + was.toVersion() + " (its report has not come)",
        now);
  }

  /// One unlucky read is no proof of failure, and neither is the old version of a device that says
  /// that it is at work: the next session reads again, until the time for it is over.
  private Deployment unproved() {
    if (version.isPresent() && isUpdating()) return stillAtWork();
    if (version.isPresent())
      return was.ended(
          DeploymentState.FAILED,
          Cause.UNPROVED,
          "unproved: the device reported success but runs "
              + version.get()
              + ", not "
              + was.toVersion(),
          now);
    return profile.allowUnverified() && was.leg().isLast()
        ? was.ended(
            DeploymentState.SUCCEEDED,
            Cause.UNVERIFIED,
            "unverified: the device reported success, its version cannot be read",
            now)
        : was.to(
            was.state(),
            "the device reported success, its version could not be read in this session; it is"
                + " read again in the next",
            now);
  }

  private boolean isUpdating() {
    return object
        .flatMap(FumoObject::knownState)
        .filter(state -> state == FumoState.UPDATE_PROGRESSING)
        .isPresent();
  }

  private Deployment stillAtWork() {
    return was.stayingFor(
        new Waiting(For.DEVICE, now),
        "the device reported success, still runs %s, and is at work%s; it is read again in the next session"
            .formatted(version.orElseThrow(), stateWords()),
        now);
  }

  /// Whether an Exec without a Status ran: a device at work took it, an idle one did not. State
  /// keeps the success of an update until the next one begins: beside another version than ours it
  /// tells of an earlier one.
  private Deployment resolved(Attempt attempt) {
    Optional<FumoState> state = object.flatMap(FumoObject::knownState);
    if (state.isEmpty())
      return was.to(was.state(), "in doubt: State tells nothing; waiting for the report", now);
    return switch (state.get()) {
      case DOWNLOAD_PROGRESSING, DOWNLOAD_COMPLETE, UPDATE_PROGRESSING ->
          was.with(attempt.at(Step.ACCEPTED))
              .to(was.state(), "the device is at work" + stateWords(), now);
      case UPDATE_SUCCESSFUL_HAVE_DATA, UPDATE_SUCCESSFUL_NO_DATA ->
          version.isPresent() ? notRun(attempt) : finished(attempt);
      case DOWNLOAD_FAILED -> hasFailedBefore(attempt) ? notRun(attempt) : finished(attempt);
      case UPDATE_FAILED_HAVE_DATA, UPDATE_FAILED_NO_DATA -> finished(attempt);
      case IDLE, READY_TO_UPDATE -> notRun(attempt);
    };
  }

  /// State keeps a failure until the next download begins: after an attempt that failed it says
  /// nothing about the next one.
  private boolean hasFailedBefore(Attempt attempt) {
    return was.attempts().stream()
        .filter(a -> !a.correlator().equals(attempt.correlator()))
        .filter(a -> a.operation() == attempt.operation())
        .flatMap(a -> a.result().stream())
        .anyMatch(result -> new ResultCode(result).isFailure());
  }

  private Deployment finished(Attempt attempt) {
    return was.with(attempt.at(Step.ACCEPTED))
        .to(was.state(), "the device has finished; waiting for its report" + stateWords(), now);
  }

  private Deployment notRun(Attempt attempt) {
    return again(
        was.with(attempt.at(Step.LOST)),
        Cause.EXEC_LOST,
        "the Exec in doubt did not run" + stateWords());
  }

  /// The Exec was accepted, and its report is overdue: a device that is not at work any more, and
  /// runs the old version, may be given another. Success in State beside an old version is that of
  /// an earlier update here too: an update of ours would have changed the version. Spec: fumo 3.
  private Deployment overdue(Attempt attempt) {
    Optional<FumoState> state = object.flatMap(FumoObject::knownState);
    String overdue = "the report is overdue";
    if (state.isEmpty()) return was.to(was.state(), overdue + ", and State tells nothing", now);
    return switch (state.get()) {
      // Ready to update is at work too: the device may wait for its user.
      case DOWNLOAD_PROGRESSING, DOWNLOAD_COMPLETE, UPDATE_PROGRESSING, READY_TO_UPDATE ->
          was.to(was.state(), overdue + "; the device is at work" + stateWords(), now);
      case IDLE, DOWNLOAD_FAILED -> idle(attempt, overdue);
      case UPDATE_FAILED_HAVE_DATA, UPDATE_FAILED_NO_DATA ->
          version.isPresent() && attempt.operation() != Operation.DOWNLOAD
              ? rolledBack(attempt, overdue)
              : idle(attempt, overdue);
      case UPDATE_SUCCESSFUL_HAVE_DATA, UPDATE_SUCCESSFUL_NO_DATA ->
          version.isPresent()
              ? again(
                  was.with(attempt.at(Step.LOST)),
                  Cause.NO_REPORT,
                  overdue
                      + ", and the device runs "
                      + version.get()
                      + ": its State is of an earlier update"
                      + stateWords())
              : was.to(
                  was.state(), overdue + ", and the version cannot be read" + stateWords(), now);
    };
  }

  private Deployment idle(Attempt attempt, String overdue) {
    return again(
        was.with(attempt.at(Step.LOST)),
        Cause.NO_REPORT,
        overdue + ", and the device is not at work any more" + stateWords());
  }

  /// State and version agree: the update was tried, and the old version is back. Once may be
  /// chance, such as power that failed; what fell back twice will fall back again, and each time
  /// the device is out of service. State may still be that of an update before, when the device
  /// took both Execs and did nothing: a third would be no use there either.
  private Deployment rolledBack(Attempt attempt, String overdue) {
    Deployment with = was.with(attempt.at(Step.ROLLED_BACK));
    long times = with.attempts().stream().filter(a -> a.step() == Step.ROLLED_BACK).count();
    String words =
        "%s, and the device fell back: it runs %s%s"
            .formatted(overdue, version.orElseThrow(), stateWords());
    return times < MOST_ROLL_BACKS
        ? again(with, Cause.NO_REPORT, words)
        : with.ended(
            DeploymentState.FAILED, Cause.ROLLED_BACK, words + ", " + times + " times", now);
  }

  private Deployment again(Deployment with, Cause cause, String words) {
    int spent = with.attemptsSpent();
    return spent < profile.patience().budgets().attempts()
        ? with.waitingFor(new Waiting(For.SESSION, now), words + "; a new one is sent", now)
        : with.ended(DeploymentState.FAILED, cause, words + ", after " + spent + " attempts", now);
  }

  private String stateWords() {
    return object
        .flatMap(FumoObject::state)
        .map(
            value ->
                " (State "
                    + value
                    + FumoState.of(value).map(s -> ", " + s.title()).orElse("")
                    + ")")
        .orElse("");
  }
}
