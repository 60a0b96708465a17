package io.fumarole.campaign.deployment;

import io.fumarole.campaign.deployment.Attempt.Step;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect.CodeMeaning;
import io.fumarole.protocol.fumo.Finding;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoState;
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

  /// More Execs than this for one deployment mean that repeating will not help.
  private static final int MOST_ATTEMPTS = 5;

  private DeploymentLife() {}

  /// @param delivery how the attempt at work delivers, when it does
  public static Deployment found(
      Deployment was, Finding finding, Optional<Delivery> delivery, Instant now) {
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
      case Finding.ExecRefused(var correlator, var status) -> refused(was, correlator, status, now);
      case Finding.ExecInDoubt(var correlator) ->
          was.to(
              was.state(),
              "in doubt: no Status came for Exec "
                  + correlator
                  + "; State and version are read first next time",
              now);
      case Finding.UserDeclined(var status) ->
          was.to(DeploymentState.DECLINED, "the user declined (" + status + ")", now);
      case Finding.UserAway(var status) ->
          notStarted(was)
              .to(
                  DeploymentState.WAITING,
                  "the user did not answer (" + status + "); asked again next session",
                  now);
      case Finding.Read _, Finding.ObjectRead _, Finding.NoObject _ -> was;
    };
  }

  /// In one Sequence the Exec went out with the question: without an answer it did not run, and is
  /// not in doubt.
  private static Deployment notStarted(Deployment was) {
    return was.last()
        .filter(a -> a.step() == Step.IN_DOUBT)
        .map(a -> was.with(a.at(Step.REFUSED)))
        .orElse(was);
  }

  private static Deployment refusedDelivery(
      Deployment was, Optional<Delivery> delivery, StatusCode status, String words, Instant now) {
    boolean wasExecuted =
        was.last().filter(a -> a.step() == Step.IN_DOUBT || a.step() == Step.ACCEPTED).isPresent();
    Deployment without = delivery.map(was::without).orElse(was);
    String reason = "the device refused the delivery with " + status + ": " + words;
    // Once an Exec is out its report decides; another delivery is only tried before.
    return wasExecuted ? was.to(was.state(), reason, now) : without.to(was.state(), reason, now);
  }

  private static Deployment sent(Deployment was, Correlator correlator, Instant now) {
    Attempt attempt = was.attempt(correlator).orElseThrow();
    return was.with(attempt.at(Step.IN_DOUBT))
        .to(stage(attempt.operation()), "Exec " + attempt.operation().node() + " was sent", now);
  }

  private static DeploymentState stage(Operation operation) {
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
      Deployment was, Correlator correlator, StatusCode status, Instant now) {
    Attempt attempt = was.attempt(correlator).orElseThrow();
    if (attempt.step() == Step.REPORTED) return was;
    Deployment with = was.with(attempt.at(Step.REFUSED));
    String words =
        "the device refused Exec "
            + attempt.operation().node()
            + " with "
            + status
            + " ("
            + status.meaning()
            + ")";
    boolean mayPass =
        PASSING.contains(status.value()) || status.value() == 0 || status.value() == 215;
    if (mayPass && with.attempts().size() < MOST_ATTEMPTS)
      return with.to(DeploymentState.WAITING, words + "; tried again next session", now);
    return with.to(DeploymentState.FAILED, words, now);
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
          : was.to(was.state(), words + ": the device goes on later", now);
    Deployment with = was.with(attempt.reported(code.value()));
    if (was.state().isEnd()) return with.to(was.state(), was.reason(), now);
    boolean isSuperseded =
        was.last().filter(a -> !a.correlator().equals(attempt.correlator())).isPresent();
    if (isSuperseded
        && (meaning == CodeMeaning.FAILURE || attempt.operation() == Operation.DOWNLOAD))
      return with.to(was.state(), words + ", of an earlier attempt", now);
    return outcome(with, attempt.operation(), code, meaning, words, now);
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
    // Stages are never reversed.
    if (operation == Operation.DOWNLOAD && was.state() == DeploymentState.UPDATING)
      return was.to(was.state(), words, now);
    return outcome(was, operation, code, meaning, words, now);
  }

  private static Deployment outcome(
      Deployment was,
      Operation operation,
      ResultCode code,
      CodeMeaning meaning,
      String words,
      Instant now) {
    if (meaning == CodeMeaning.SUCCESS)
      return operation == Operation.DOWNLOAD
          ? was.withPackagePresent(true).to(DeploymentState.DOWNLOADED, words, now)
          : was.withPackagePresent(false)
              .to(DeploymentState.VERIFYING, words + "; the version is read to prove it", now);
    return code.equals(ResultCode.USER_CANCELLED)
        ? was.to(DeploymentState.DECLINED, words, now)
        : was.to(DeploymentState.FAILED, words, now);
  }

  /// What reading State and version says about a deployment that has sent something.
  public static Deployment checked(
      Deployment was,
      Optional<String> version,
      Optional<FumoObject> object,
      ModelProfile profile,
      Instant now) {
    if (was.state().isEnd()) return was;
    if (version.equals(Optional.of(was.toVersion())))
      return was.to(DeploymentState.SUCCEEDED, proof(was), now);
    if (was.state() == DeploymentState.VERIFYING) return unproved(was, version, profile, now);
    Optional<Attempt> doubtful = was.last().filter(a -> a.step() == Step.IN_DOUBT);
    if (doubtful.isEmpty())
      return was.to(was.state(), "the device has not reported yet" + stateWords(object), now);
    return resolved(was, doubtful.get(), object, now);
  }

  private static String proof(Deployment was) {
    return was.state() == DeploymentState.VERIFYING
        ? "the device reported success and runs " + was.toVersion()
        : "the device runs " + was.toVersion() + " (its report has not come)";
  }

  private static Deployment unproved(
      Deployment was, Optional<String> version, ModelProfile profile, Instant now) {
    if (version.isPresent())
      return was.to(
          DeploymentState.FAILED,
          "unproved: the device reported success but runs "
              + version.get()
              + ", not "
              + was.toVersion(),
          now);
    return profile.allowUnverified()
        ? was.to(
            DeploymentState.SUCCEEDED,
            "unverified: the device reported success, its version cannot be read",
            now)
        : was.to(
            DeploymentState.FAILED,
            "unproved: the device reported success, its version cannot be read",
            now);
  }

  /// Whether an Exec without a Status ran: a device at work took it, an idle one did not.
  private static Deployment resolved(
      Deployment was, Attempt attempt, Optional<FumoObject> object, Instant now) {
    Optional<FumoState> state = object.flatMap(FumoObject::knownState);
    if (state.isEmpty())
      return was.to(was.state(), "in doubt: State tells nothing; waiting for the report", now);
    return switch (state.get()) {
      case DOWNLOAD_PROGRESSING, DOWNLOAD_COMPLETE, UPDATE_PROGRESSING ->
          was.with(attempt.at(Step.ACCEPTED))
              .to(was.state(), "the device is at work" + stateWords(object), now);
      case UPDATE_SUCCESSFUL_HAVE_DATA,
          UPDATE_SUCCESSFUL_NO_DATA,
          UPDATE_FAILED_HAVE_DATA,
          UPDATE_FAILED_NO_DATA,
          DOWNLOAD_FAILED ->
          was.with(attempt.at(Step.ACCEPTED))
              .to(
                  was.state(),
                  "the device has finished; waiting for its report" + stateWords(object),
                  now);
      case IDLE, READY_TO_UPDATE -> notRun(was, attempt, object, now);
    };
  }

  private static Deployment notRun(
      Deployment was, Attempt attempt, Optional<FumoObject> object, Instant now) {
    Deployment with = was.with(attempt.at(Step.REFUSED));
    String words = "the Exec in doubt did not run" + stateWords(object);
    return with.attempts().size() < MOST_ATTEMPTS
        ? with.to(DeploymentState.WAITING, words + "; a new one is sent", now)
        : with.to(DeploymentState.FAILED, words + ", " + MOST_ATTEMPTS + " times", now);
  }

  private static String stateWords(Optional<FumoObject> object) {
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
