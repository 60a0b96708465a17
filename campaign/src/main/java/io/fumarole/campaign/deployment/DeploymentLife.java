package io.fumarole.campaign.deployment;

import io.fumarole.campaign.deployment.Attempt.Step;
import io.fumarole.campaign.deployment.Ending.Cause;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.deployment.Stage.Waiting;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Patience;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect.CodeMeaning;
import io.fumarole.protocol.fumo.Finding;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// How findings and reports move a deployment. Pure; an end is final: a late truth adds an event
/// only.
public final class DeploymentLife {
  /// Refusals that pass by themselves: busy, low battery, no room now.
  private static final Set<Integer> PASSING = Set.of(403, 405, 408, 417, 420, 503, 510);

  /// Refusals that say that the device does not know this Exec: no such node, not supported, not
  /// implemented.
  private static final Set<Integer> UNABLE = Set.of(404, 406, 501);

  /// Results of a download that pass by themselves: a time-out, a server that is away or failed,
  /// the network. The vendors' own 550 to 599 may mean anything. Spec: fumo 7, dlota 6.
  private static final Set<ResultCode> PASSING_RESULTS =
      Set.of(
          ResultCode.DOWNLOAD_TIMEOUT,
          ResultCode.DOWNLOAD_SERVER_UNAVAILABLE,
          ResultCode.DOWNLOAD_SERVER_ERROR,
          ResultCode.NETWORK);

  private DeploymentLife() {}

  /// What time alone makes of a deployment.
  ///
  /// @param after ended, tried again, or only planned anew: then its reason is the old one
  /// @param notifies whether the device is to be asked for a session
  public record Due(Deployment after, boolean notifies) {}

  /// What becomes of a deployment that was looked at because its time has come. Total: an instant
  /// too early only plans the next look.
  ///
  /// @param hold what keeps it from beginning now
  public static Due due(Deployment was, ModelProfile profile, Optional<Hold> hold, Instant now) {
    return new Timing(was, profile, hold, now).due();
  }

  /// The device is out of service: what has not begun on it waits for its release. What is at work
  /// there cannot be called back, and is watched as always.
  public static Deployment held(Deployment was, Device.Standing standing, Instant now) {
    boolean mayBeHeld =
        switch (was.state()) {
          case SCHEDULED, NOTIFIED, CONTACTED, DOWNLOADED -> true;
          case WAITING -> was.waiting().filter(w -> w.what() == For.RELEASE).isEmpty();
          case DOWNLOADING, UPDATING, VERIFYING -> false;
          case SUCCEEDED, FAILED, DECLINED, CANCELLED, EXPIRED -> false;
        };
    if (!mayBeHeld || was.isInFlight()) return was;
    return was.waitingFor(
        new Waiting(For.RELEASE, now),
        standing == Device.Standing.EXAMINED
            ? "the conformance kit judges the device: it goes on afterwards"
            : "the device is in quarantine: it goes on after the device's release",
        now);
  }

  /// The device is back in service.
  public static Deployment released(Deployment was, Instant now) {
    return was.waiting().filter(w -> w.what() == For.RELEASE).isEmpty()
        ? was
        : was.waitingFor(
            new Waiting(For.SESSION, now),
            "the device was released: it goes on in the device's next session",
            now);
  }

  /// The device was asked to open a session for this deployment.
  public static Deployment notified(Deployment was, String words, Instant now) {
    return was.with(was.tally().notified()).to(DeploymentState.NOTIFIED, words, now);
  }

  /// The same deployment, to be looked at again when its stage takes too long. Whoever stores a
  /// deployment plans it first; one that is not planned is due at once.
  public static Deployment planned(Deployment deployment, ModelProfile profile, Instant now) {
    return new Timing(deployment, profile, now).planned();
  }

  /// @param delivery how the attempt at work delivers, when it does
  public static Deployment found(
      Deployment was,
      Finding finding,
      Optional<Delivery> delivery,
      ModelProfile profile,
      Instant now) {
    return switch (finding) {
      case Finding.UrlWritten(var operation) ->
          was.to(was.state(), "PkgURL is set under " + operation.node(), now);
      case Finding.PackageStored() ->
          was.withPackagePresent(true)
              .to(DeploymentState.DOWNLOADED, "the device has taken the package over DM", now);
      case Finding.DeliveryRefused(var status, var words) ->
          refusedDelivery(was, delivery, status, words, now);
      case Finding.ExecSent(var correlator) -> sent(was, correlator, now);
      case Finding.ExecAccepted(var correlator, var status) ->
          accepted(was, correlator, status, now);
      case Finding.ExecRefused(var correlator, var status) ->
          refused(was, correlator, status, profile, now);
      case Finding.ExecInDoubt(var correlator) ->
          was.to(
              was.state(),
              "in doubt: no Status came for Exec "
                  + correlator
                  + "; State and version are read first next time",
              now);
      case Finding.SequenceRefused(var correlator, var status) ->
          oneByOne(was, correlator, status, now);
      case Finding.UserDeclined(var status) ->
          saidNo(
              notStarted(was), "the user declined (" + status + ")", status.value(), profile, now);
      case Finding.UserAway(var status) -> userAway(was, status, profile, now);
      case Finding.Read _, Finding.ObjectRead _, Finding.NoObject _ -> was;
    };
  }

  /// A no puts the update off as often as the campaign allows that, and then declines it.
  private static Deployment saidNo(
      Deployment was, String words, int code, ModelProfile profile, Instant now) {
    Patience patience = profile.patience();
    Deployment counted = was.with(was.tally().postponed());
    int times = counted.tally().postponements();
    int most = patience.asking().postponements();
    if (times > most || was.attemptsSpent() >= patience.budgets().attempts())
      return counted.ended(
          DeploymentState.DECLINED,
          Cause.USER_DECLINED,
          Optional.of(code),
          times > 1 ? "%s, the %d. time".formatted(words, times) : words,
          now);
    Instant until = now.plus(patience.laterAfter(times, was.id().value()));
    return counted.waitingFor(
        new Waiting(For.USER, until),
        "%s: put off, %d of %d times%s".formatted(words, times, most, askedAgain(until, now)),
        now);
  }

  /// The user is asked again, less and less often, within a budget of its own.
  private static Deployment userAway(
      Deployment was, StatusCode status, ModelProfile profile, Instant now) {
    Deployment counted = notStarted(was.with(was.tally().userAway()));
    int absences = counted.tally().absences();
    String words = "the user did not answer (" + status + ")";
    if (absences >= profile.patience().budgets().absences())
      return counted.ended(
          DeploymentState.FAILED,
          Cause.USER_AWAY,
          Optional.of(status.value()),
          words + ", the " + absences + ". time",
          now);
    Instant until = now.plus(profile.patience().pauseAfter(absences, was.id().value()));
    return counted.waitingFor(new Waiting(For.USER, until), words + askedAgain(until, now), now);
  }

  private static String askedAgain(Instant until, Instant now) {
    return until.isAfter(now)
        ? "; asked again in a session after " + until
        : "; asked again next session";
  }

  /// The server was restarted amid the package.
  public static Deployment interrupted(Deployment was, Instant now) {
    return was.to(was.state(), "the server was restarted amid the package: it starts anew", now);
  }

  /// The device went away amid the package: it starts anew in this session, until that has happened
  /// too often. Spec: syncml-dm 7.
  public static Deployment brokenOff(
      Deployment was, Delivery delivery, ModelProfile profile, Instant now) {
    Deployment counted = was.with(was.tally().brokenOff());
    int times = counted.tally().brokenTransfers();
    int most = profile.patience().budgets().transfers();
    String words =
        times < most
            ? "the device went away amid the package (%d of %d): it starts anew"
            : "the device went away amid the package %d times of %d: another delivery is taken";
    Deployment after =
        times < most
            ? counted
            : counted.without(delivery, "the device went away amid it, " + times + " times");
    return after.to(was.state(), words.formatted(times, most), now);
  }

  /// The Sequence was refused as a whole, so that the Exec in it did not run.
  private static Deployment oneByOne(
      Deployment was, Correlator correlator, StatusCode status, Instant now) {
    String words =
        "the device refused Sequence with "
            + status
            + ": the same commands go one by one (grouping plain in its profile saves the refusal)";
    boolean isSent = was.attempt(correlator).filter(a -> a.step() == Step.IN_DOUBT).isPresent();
    return isSent
        ? notStarted(was).waitingFor(new Waiting(For.SESSION, now), words, now)
        : was.to(was.state(), words, now);
  }

  /// Whether a refusal of an Exec says that the device cannot run it: at once for what it does not
  /// know, the second time for 405, which busy devices say too. Spec: fumo 5.
  public static boolean saysUnable(Deployment was, Correlator correlator, StatusCode status) {
    if (UNABLE.contains(status.value())) return true;
    return status.value() == 405
        && was.attempt(correlator)
            .filter(
                attempt ->
                    was.attempts().stream()
                        .anyMatch(
                            a -> a.operation() == attempt.operation() && a.step() == Step.REFUSED))
            .isPresent();
  }

  /// The device cannot run this Exec, and there is another that it may: for [Choice] to take.
  public static Deployment unable(
      Deployment was, Correlator correlator, StatusCode status, Instant now) {
    Attempt attempt = was.attempt(correlator).orElseThrow();
    return was.with(attempt.at(Step.UNABLE))
        .waitingFor(
            new Waiting(For.SESSION, now),
            refusal(attempt, status) + "; another operation is taken",
            now);
  }

  private static String refusal(Attempt attempt, StatusCode status) {
    return "the device refused Exec "
        + attempt.operation().node()
        + " with "
        + status
        + " ("
        + status.meaning()
        + ")";
  }

  /// In one Sequence the Exec went out with the question: without an answer it did not run, and is
  /// not in doubt.
  private static Deployment notStarted(Deployment was) {
    return was.last()
        .filter(a -> a.step() == Step.IN_DOUBT)
        .map(a -> was.with(a.at(Step.NOT_STARTED)))
        .orElse(was);
  }

  private static Deployment refusedDelivery(
      Deployment was, Optional<Delivery> delivery, StatusCode status, String words, Instant now) {
    String reason = "the device refused the delivery with " + status + ": " + words;
    // Once an Exec is out its report decides; another delivery is only tried before.
    if (was.isInFlight()) return was.to(was.state(), reason, now);
    return delivery
        .map(it -> was.without(it, status + ", " + words))
        .orElse(was)
        .to(was.state(), reason, now);
  }

  private static Deployment sent(Deployment was, Correlator correlator, Instant now) {
    Attempt attempt = was.attempt(correlator).orElseThrow();
    return was.with(attempt.at(Step.IN_DOUBT))
        .to(stage(attempt.operation()), "Exec " + attempt.operation().node() + " was sent", now);
  }

  static DeploymentState stage(Operation operation) {
    return operation == Operation.UPDATE ? DeploymentState.UPDATING : DeploymentState.DOWNLOADING;
  }

  private static Deployment accepted(
      Deployment was, Correlator correlator, StatusCode status, Instant now) {
    Attempt attempt = was.attempt(correlator).orElseThrow();
    // A report in the same message says more than the Status.
    if (attempt.step() == Step.REPORTED) return was;
    String words =
        "the device accepted Exec "
            + attempt.operation().node()
            + " ("
            + status
            + ") and will report when it is done";
    return was.with(attempt.at(Step.ACCEPTED)).to(stage(attempt.operation()), words, now);
  }

  private static Deployment refused(
      Deployment was, Correlator correlator, StatusCode status, ModelProfile profile, Instant now) {
    Attempt attempt = was.attempt(correlator).orElseThrow();
    if (attempt.step() == Step.REPORTED) return was;
    Deployment with = was.with(attempt.at(Step.REFUSED));
    String words = refusal(attempt, status);
    boolean mayPass =
        PASSING.contains(status.value()) || status.value() == 0 || status.value() == 215;
    if (!mayPass || with.attemptsSpent() >= profile.patience().budgets().attempts())
      return with.ended(
          DeploymentState.FAILED, Cause.EXEC_REFUSED, Optional.of(status.value()), words, now);
    long refusals = with.attempts().stream().filter(a -> a.step() == Step.REFUSED).count();
    Instant until = now.plus(profile.patience().pauseAfter((int) refusals, was.id().value()));
    return with.waitingFor(new Waiting(For.DEVICE, until), words + triedAgain(until, now), now);
  }

  private static String triedAgain(Instant until, Instant now) {
    return until.isAfter(now)
        ? "; tried again in a session after " + until
        : "; tried again next session";
  }

  /// A report that belongs to `attempt`. A repeated one changes nothing.
  public static Deployment reported(
      Deployment was, Attempt attempt, ResultCode code, ModelProfile profile, Instant now) {
    if (attempt.step() == Step.REPORTED) return was;
    CodeMeaning meaning = profile.dialect().meaningOf(code);
    String words =
        "reported " + code + " (" + code.meaning() + ") for " + attempt.operation().node();
    if (meaning == CodeMeaning.STANDBY)
      return was.state().isEnd()
          ? was
          : was.waitingFor(
              new Waiting(For.STANDBY, now), words + ": the device goes on later", now);
    Deployment with = was.with(attempt.reported(code.value()));
    if (was.state().isEnd()) return with.to(was.state(), was.reason(), now);
    boolean isSuperseded =
        was.last().filter(a -> !a.correlator().equals(attempt.correlator())).isPresent();
    if (isSuperseded
        && (meaning == CodeMeaning.FAILURE || attempt.operation() == Operation.DOWNLOAD))
      return with.to(was.state(), words + ", of an earlier attempt", now);
    boolean mayPass =
        meaning == CodeMeaning.FAILURE
            && attempt.operation() != Operation.UPDATE
            && PASSING_RESULTS.contains(code);
    return mayPass && with.attemptsSpent() < profile.patience().budgets().attempts()
        ? downloadedLater(with, words, profile, now)
        : outcome(with, attempt.operation(), code, words, profile, now);
  }

  /// Another Exec after a pause, which a server or network needs; each is longer than the last.
  private static Deployment downloadedLater(
      Deployment was, String words, ModelProfile profile, Instant now) {
    long failures =
        was.attempts().stream()
            .filter(a -> a.step() == Step.REPORTED && a.operation() != Operation.UPDATE)
            .count();
    Instant until = now.plus(profile.patience().laterAfter((int) failures, was.id().value()));
    return was.waitingFor(new Waiting(For.DEVICE, until), words + triedAgain(until, now), now);
  }

  /// A report without a Correlator: the device did it by itself.
  public static Deployment reportedByItself(
      Deployment was, Operation operation, ResultCode code, ModelProfile profile, Instant now) {
    CodeMeaning meaning = profile.dialect().meaningOf(code);
    String words =
        "the device started "
            + operation.node()
            + " by itself and reported "
            + code
            + " ("
            + code.meaning()
            + ")";
    if (was.state().isEnd() || meaning == CodeMeaning.STANDBY) return was;
    // Nothing of this deployment is on the device yet: what it did was another matter.
    if (was.attempts().isEmpty() && !was.packagePresent()) return was;
    // The report that was counted, once more.
    boolean isRepeated =
        was.last()
            .filter(a -> a.operation() == operation)
            .flatMap(Attempt::result)
            .filter(result -> result == code.value())
            .isPresent();
    if (isRepeated) return was;
    // Stages are never reversed.
    if (operation == Operation.DOWNLOAD && was.state() == DeploymentState.UPDATING)
      return was.to(was.state(), words, now);
    return outcome(was, operation, code, words, profile, now);
  }

  private static Deployment outcome(
      Deployment was,
      Operation operation,
      ResultCode code,
      String words,
      ModelProfile profile,
      Instant now) {
    if (profile.dialect().meaningOf(code) == CodeMeaning.SUCCESS)
      return operation == Operation.DOWNLOAD
          ? was.withPackagePresent(true).to(DeploymentState.DOWNLOADED, words, now)
          : was.withPackagePresent(false)
              .to(DeploymentState.VERIFYING, words + "; the version is read to prove it", now);
    return code.equals(ResultCode.USER_CANCELLED)
        ? saidNo(was, words, code.value(), profile, now)
        : was.failed(operation, code, words, now);
  }

  /// What reading State and version says about a deployment that has sent something.
  public static Deployment checked(
      Deployment was,
      Optional<String> version,
      Optional<FumoObject> object,
      ModelProfile profile,
      Instant now) {
    return new Check(was, version, object, profile, now).outcome();
  }
}
