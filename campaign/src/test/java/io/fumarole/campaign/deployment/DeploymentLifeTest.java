package io.fumarole.campaign.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Attempt.Step;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.deployment.Stage.Waiting;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Patience;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.fumo.Finding;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// DESIGN 5: what findings and reports make of a deployment.
class DeploymentLifeTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final ModelProfile PROFILE =
      TestProfiles.standard(Dialect.STRICT, AuthScheme.NONE);
  private static final Correlator FIRST = new Correlator("d1-1");

  private static Deployment scheduled() {
    return Deployment.scheduled(
        new DeploymentId("d1"),
        new DeviceId("IMEI:1"),
        new PackageId("p"),
        "2.0",
        Deployment.Wish.NONE,
        NOW,
        NOW.plus(Duration.ofDays(7)));
  }

  private static Deployment with(Operation operation, Step step, DeploymentState state) {
    Deployment d = scheduled();
    var attempt =
        new Attempt(
            d.nextCorrelator(),
            operation,
            Delivery.DIRECT,
            Optional.empty(),
            step,
            Optional.empty(),
            NOW);
    return d.with(attempt).to(state, "", NOW);
  }

  private static Step lastStep(Deployment d) {
    return d.last().orElseThrow().step();
  }

  private static Deployment found(Deployment was, Finding finding) {
    return DeploymentLife.found(was, finding, Optional.of(Delivery.DIRECT), PROFILE, NOW);
  }

  @ParameterizedTest
  @CsvSource({"DOWNLOAD, DOWNLOADING", "DOWNLOAD_AND_UPDATE, DOWNLOADING", "UPDATE, UPDATING"})
  void anExecIsInDoubtFromItsSendingUntilItIsAccepted(Operation operation, DeploymentState stage) {
    Deployment sent =
        found(
            with(operation, Step.PREPARED, DeploymentState.CONTACTED), new Finding.ExecSent(FIRST));
    assertThat(sent.state()).isEqualTo(stage);
    assertThat(lastStep(sent)).isEqualTo(Step.IN_DOUBT);
    Deployment accepted = found(sent, new Finding.ExecAccepted(FIRST, StatusCode.ACCEPTED));
    assertThat(accepted.state()).isEqualTo(stage);
    assertThat(lastStep(accepted)).isEqualTo(Step.ACCEPTED);
    assertThat(lastStep(found(sent, new Finding.ExecInDoubt(FIRST)))).isEqualTo(Step.IN_DOUBT);
  }

  /// Busy, low battery, no room, or skipped in a Sequence: that passes. The rest does not.
  @ParameterizedTest
  @CsvSource({
    "403, WAITING", "405, WAITING", "408, WAITING", "420, WAITING", "510, WAITING", "0, WAITING",
    "215, WAITING", "404, FAILED", "406, FAILED", "425, FAILED", "500, FAILED", "401, FAILED"
  })
  void aRefusedExecIsTriedAgainOrGivenUp(int code, DeploymentState expected) {
    Deployment refused =
        found(
            with(Operation.UPDATE, Step.IN_DOUBT, DeploymentState.UPDATING),
            new Finding.ExecRefused(FIRST, new StatusCode(code)));
    assertThat(refused.state()).isEqualTo(expected);
    assertThat(lastStep(refused)).isEqualTo(Step.REFUSED);
    assertThat(refused.reason()).contains("Update").contains(Integer.toString(code));
  }

  /// A device that does all after one Exec says at the end how far it came.
  @ParameterizedTest
  @CsvSource({
    "DOWNLOAD_AND_UPDATE, 410, UPDATING", "DOWNLOAD_AND_UPDATE, 502, UPDATING",
    "DOWNLOAD_AND_UPDATE, 501, DOWNLOADING", "DOWNLOAD_AND_UPDATE, 404, DOWNLOADING",
    "DOWNLOAD_AND_UPDATE, 409, DOWNLOADING", "DOWNLOAD, 410, DOWNLOADING"
  })
  void aResultCodeTellsTheStageThatFailed(Operation operation, int code, DeploymentState stage) {
    Deployment was = with(operation, Step.ACCEPTED, DeploymentState.DOWNLOADING);
    Deployment failed =
        DeploymentLife.reported(was, was.last().orElseThrow(), new ResultCode(code), PROFILE, NOW);
    assertThat(failed.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(failed.ending())
        .contains(new Ending(stage, Ending.Cause.REPORTED, Optional.of(code)));
  }

  @Test
  void givesUpAfterTooManyAttempts() {
    Deployment d = with(Operation.UPDATE, Step.REFUSED, DeploymentState.WAITING);
    for (int i = 2; i <= 5; i++)
      d =
          d.with(
              new Attempt(
                  d.nextCorrelator(),
                  Operation.UPDATE,
                  Delivery.DM,
                  Optional.empty(),
                  Step.IN_DOUBT,
                  Optional.empty(),
                  NOW));
    var refused = new Finding.ExecRefused(new Correlator("d1-5"), StatusCode.FORBIDDEN);
    assertThat(found(d, refused).state()).isEqualTo(DeploymentState.FAILED);
  }

  @Test
  void excludesADeliveryThatTheDeviceRefusesUnlessTheExecIsOut() {
    var finding = new Finding.DeliveryRefused(StatusCode.TOO_LARGE, "too large");
    Deployment before = with(Operation.UPDATE, Step.PREPARED, DeploymentState.CONTACTED);
    assertThat(found(before, finding).excluded()).containsExactly(Delivery.DIRECT);
    Deployment after = with(Operation.UPDATE, Step.IN_DOUBT, DeploymentState.UPDATING);
    assertThat(found(after, finding).excluded()).isEmpty();
    assertThat(found(after, finding).state()).isEqualTo(DeploymentState.UPDATING);
  }

  @Test
  void aStoredPackageIsKnownToBeThere() {
    Deployment d = with(Operation.UPDATE, Step.PREPARED, DeploymentState.CONTACTED);
    Deployment stored = found(d, new Finding.PackageStored());
    assertThat(stored.packagePresent()).isTrue();
    assertThat(stored.state()).isEqualTo(DeploymentState.DOWNLOADED);
  }

  @Test
  void theUsersNoEndsItAndTheUsersAbsenceDoesNot() {
    Deployment d = with(Operation.UPDATE, Step.PREPARED, DeploymentState.CONTACTED);
    assertThat(found(d, new Finding.UserDeclined(StatusCode.NOT_MODIFIED)).state())
        .isEqualTo(DeploymentState.DECLINED);
    assertThat(found(d, new Finding.UserAway(StatusCode.TIMEOUT)).state())
        .isEqualTo(DeploymentState.WAITING);
  }

  @Test
  void aNoPutsItOffAsOftenAsTheCampaignAllowsAndThenDeclines() {
    var twice = new Patience.Asking(2, Optional.empty());
    Patience usual = PROFILE.patience();
    ModelProfile lenient =
        PROFILE.with(new Patience(usual.times(), usual.budgets(), usual.backoff(), twice));
    var no = new Finding.UserDeclined(StatusCode.NOT_MODIFIED);
    Deployment was = with(Operation.UPDATE, Step.IN_DOUBT, DeploymentState.UPDATING);
    for (int times = 1; times <= 2; times++) {
      was = DeploymentLife.found(was, no, Optional.empty(), lenient, NOW);
      assertThat(was.state()).isEqualTo(DeploymentState.WAITING);
      assertThat(was.waiting().orElseThrow().what()).isEqualTo(For.USER);
      assertThat(was.waiting().orElseThrow().until()).isAfter(NOW);
      assertThat(was.reason()).startsWith("the user declined (304): put off, " + times + " of 2");
      assertThat(was.isInFlight()).isFalse();
    }
    Deployment declined = DeploymentLife.found(was, no, Optional.empty(), lenient, NOW);
    assertThat(declined.state()).isEqualTo(DeploymentState.DECLINED);
    assertThat(declined.reason()).isEqualTo("the user declined (304), the 3. time");
  }

  /// A device that asks by itself reports the same with 401.
  @Test
  void aReportedNoIsPutOffToo() {
    var once = new Patience.Asking(1, Optional.empty());
    Patience usual = PROFILE.patience();
    ModelProfile lenient =
        PROFILE.with(new Patience(usual.times(), usual.budgets(), usual.backoff(), once));
    Deployment was = with(Operation.UPDATE, Step.ACCEPTED, DeploymentState.UPDATING);
    Attempt attempt = was.last().orElseThrow();
    Deployment after =
        DeploymentLife.reported(was, attempt, ResultCode.USER_CANCELLED, lenient, NOW);
    assertThat(after.state()).isEqualTo(DeploymentState.WAITING);
    assertThat(after.reason()).contains("put off, 1 of 1 times");
    assertThat(
            DeploymentLife.reported(was, attempt, ResultCode.USER_CANCELLED, PROFILE, NOW).state())
        .isEqualTo(DeploymentState.DECLINED);
  }

  /// The Exec that went with the question did not run: an operator may still cancel.
  @Test
  void theUsersAbsenceLeavesNothingInFlight() {
    Deployment d = with(Operation.UPDATE, Step.IN_DOUBT, DeploymentState.UPDATING);
    Deployment waiting = found(d, new Finding.UserAway(StatusCode.TIMEOUT));
    assertThat(lastStep(waiting)).isEqualTo(Step.NOT_STARTED);
    assertThat(waiting.isInFlight()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "DOWNLOAD, 200, DOWNLOADED",
    "UPDATE, 200, VERIFYING",
    "DOWNLOAD_AND_UPDATE, 250, VERIFYING",
    "DOWNLOAD, 501, FAILED",
    "UPDATE, 410, FAILED",
    "DOWNLOAD_AND_UPDATE, 402, FAILED",
    "UPDATE, 500, FAILED",
    "UPDATE, 503, FAILED",
    "DOWNLOAD, 406, FAILED",
    "DOWNLOAD, 550, FAILED",
    "UPDATE, 401, DECLINED",
    "UPDATE, 197, WAITING",
    "DOWNLOAD_AND_UPDATE, 197, WAITING"
  })
  void aReportDecides(Operation operation, int code, DeploymentState expected) {
    DeploymentState stage =
        operation == Operation.UPDATE ? DeploymentState.UPDATING : DeploymentState.DOWNLOADING;
    Deployment was = with(operation, Step.ACCEPTED, stage);
    Deployment reported =
        DeploymentLife.reported(was, was.last().orElseThrow(), new ResultCode(code), PROFILE, NOW);
    assertThat(reported.state()).isEqualTo(expected);
    assertThat(lastStep(reported)).isEqualTo(code == 197 ? Step.ACCEPTED : Step.REPORTED);
  }

  /// fumo 7, dlota 6: a time-out, a server that is away, its error, the network.
  @ParameterizedTest
  @CsvSource({"407", "412", "500", "503"})
  void aDownloadThatFailedForNowIsTriedAgainAfterAPauseWithinTheBudget(int code) {
    var result = new ResultCode(code);
    Deployment d = with(Operation.DOWNLOAD, Step.ACCEPTED, DeploymentState.DOWNLOADING);
    int most = PROFILE.patience().budgets().attempts();
    for (int attempt = 1; attempt < most; attempt++) {
      d = DeploymentLife.reported(d, d.last().orElseThrow(), result, PROFILE, NOW);
      Waiting waiting = d.waiting().orElseThrow();
      assertThat(waiting.what()).isEqualTo(For.DEVICE);
      assertThat(waiting.until())
          .isEqualTo(NOW.plus(PROFILE.patience().pauseAfter(attempt + 1, "any")));
      assertThat(waiting.until()).isAfter(NOW);
      assertThat(d.reason()).contains("reported " + code).contains("tried again");
      assertThat(d.isInFlight()).isFalse();
      Deployment again =
          DeploymentLife.reportedByItself(d, Operation.DOWNLOAD, result, PROFILE, NOW);
      assertThat(again).as("the same report, once more and without its Correlator").isEqualTo(d);
      d =
          d.with(
              new Attempt(
                  d.nextCorrelator(),
                  Operation.DOWNLOAD,
                  Delivery.DIRECT,
                  Optional.empty(),
                  Step.ACCEPTED,
                  Optional.empty(),
                  NOW));
    }
    d = DeploymentLife.reported(d, d.last().orElseThrow(), result, PROFILE, NOW);
    assertThat(d.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(d.ending().orElseThrow().code()).contains(code);
  }

  @Test
  void aRepeatedReportChangesNothing() {
    Deployment was = with(Operation.UPDATE, Step.ACCEPTED, DeploymentState.UPDATING);
    Deployment once =
        DeploymentLife.reported(was, was.last().orElseThrow(), ResultCode.SUCCESS, PROFILE, NOW);
    assertThat(
            DeploymentLife.reported(
                once, once.last().orElseThrow(), ResultCode.UPDATE_FAILED, PROFILE, NOW))
        .isEqualTo(once);
  }

  /// The Status of an Exec may come in the same message as its report, and is read after it.
  @Test
  void aStatusDoesNotUndoTheReport() {
    Deployment was = with(Operation.DOWNLOAD, Step.IN_DOUBT, DeploymentState.DOWNLOADING);
    Deployment reported =
        DeploymentLife.reported(was, was.last().orElseThrow(), ResultCode.SUCCESS, PROFILE, NOW);
    assertThat(found(reported, new Finding.ExecAccepted(FIRST, StatusCode.OK))).isEqualTo(reported);
    assertThat(found(reported, new Finding.ExecRefused(FIRST, StatusCode.FORBIDDEN)))
        .isEqualTo(reported);
  }

  /// Stages are never reversed, and an old failure does not end a new attempt.
  @ParameterizedTest
  @CsvSource({"200, DOWNLOAD", "503, DOWNLOAD", "410, DOWNLOAD_AND_UPDATE"})
  void aLateReportOfAnEarlierAttemptMovesNothingBack(int code, Operation operation) {
    Deployment was = with(operation, Step.REFUSED, DeploymentState.UPDATING);
    Attempt first = was.last().orElseThrow();
    Deployment later =
        was.with(
            new Attempt(
                was.nextCorrelator(),
                Operation.UPDATE,
                Delivery.DIRECT,
                Optional.empty(),
                Step.ACCEPTED,
                Optional.empty(),
                NOW));
    Deployment after = DeploymentLife.reported(later, first, new ResultCode(code), PROFILE, NOW);
    assertThat(after.state()).isEqualTo(DeploymentState.UPDATING);
    assertThat(after.attempt(first.correlator()).orElseThrow().step()).isEqualTo(Step.REPORTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = DeploymentState.class,
      names = {"SUCCEEDED", "FAILED", "DECLINED", "CANCELLED", "EXPIRED"})
  void anEndIsFinal(DeploymentState end) {
    Deployment was = with(Operation.UPDATE, Step.ACCEPTED, end);
    Attempt attempt = was.last().orElseThrow();
    assertThat(DeploymentLife.reported(was, attempt, ResultCode.SUCCESS, PROFILE, NOW).state())
        .isEqualTo(end);
    assertThat(checked(was, Optional.of("2.0"), 10)).isEqualTo(was);
    assertThat(
            DeploymentLife.reportedByItself(
                was, Operation.UPDATE, ResultCode.SUCCESS, PROFILE, NOW))
        .isEqualTo(was);
  }

  @Test
  void whatTheDeviceDidByItselfConcernsOnlyADeploymentThatHasBegun() {
    assertThat(
            DeploymentLife.reportedByItself(
                scheduled(), Operation.UPDATE, ResultCode.UPDATE_FAILED, PROFILE, NOW))
        .isEqualTo(scheduled());
    Deployment present = scheduled().withPackagePresent(true);
    assertThat(
            DeploymentLife.reportedByItself(
                    present, Operation.UPDATE, ResultCode.SUCCESS, PROFILE, NOW)
                .state())
        .isEqualTo(DeploymentState.VERIFYING);
  }

  private static Deployment checked(Deployment was, Optional<String> version, int state) {
    var object = new FumoObject(DmUri.of("./F"), Set.of(), Optional.of(state), Map.of());
    return DeploymentLife.checked(was, version, Optional.of(object), PROFILE, NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "2.0, 100, SUCCEEDED",
    "1.0, 100, FAILED",
    "1.0, 10, FAILED",
    "'', 100, VERIFYING",
    "1.0, 60, VERIFYING",
    "2.0, 60, SUCCEEDED"
  })
  void aSuccessIsProvedByTheVersionRead(String version, int state, DeploymentState expected) {
    Deployment was = with(Operation.UPDATE, Step.REPORTED, DeploymentState.VERIFYING);
    Optional<String> read = Optional.of(version).filter(v -> !v.isEmpty());
    assertThat(checked(was, read, state).state()).isEqualTo(expected);
  }

  /// One unlucky read must not fail it for ever, and one that never proves anything ends.
  @ParameterizedTest
  @CsvSource({
    "'', false, FAILED",
    "1.0, false, FAILED",
    "'', true, SUCCEEDED",
    "1.0, true, FAILED"
  })
  void aSuccessThatCouldNotBeProvedIsReadAgainUntilItsLimit(
      String version, boolean allowsUnverified, DeploymentState expected) {
    Deployment was = with(Operation.UPDATE, Step.REPORTED, DeploymentState.VERIFYING);
    Optional<String> read = Optional.of(version).filter(v -> !v.isEmpty());
    Deployment unlucky = checked(was, read, 60);
    assertThat(unlucky.reason()).contains("read again in the next");
    assertThat(unlucky.since()).as("its limit counts on").isEqualTo(was.since());
    assertThat(checked(unlucky, Optional.of("2.0"), 100).state())
        .isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(checked(unlucky, Optional.of("1.0"), 100).state()).isEqualTo(DeploymentState.FAILED);
    var profile = allowsUnverified ? TestProfiles.allowingUnverified(PROFILE) : PROFILE;
    Instant limit = NOW.plus(PROFILE.patience().times().verifying());
    assertThat(
            DeploymentLife.due(unlucky, profile, Optional.empty(), limit.minusSeconds(1))
                .after()
                .state())
        .isEqualTo(DeploymentState.VERIFYING);
    Deployment ended = DeploymentLife.due(unlucky, profile, Optional.empty(), limit).after();
    assertThat(ended.state()).isEqualTo(expected);
    assertThat(ended.reason()).contains("within 1 d");
  }

  /// The next step starts from a version that must be known.
  @Test
  void aStepThatIsNotTheLastIsProvedOrHasFailed() {
    Deployment alone = with(Operation.UPDATE, Step.REPORTED, DeploymentState.VERIFYING);
    Deployment was =
        alone.ofCampaign(new Goal.Part(new CampaignId("c1"), 0), new Goal.Leg(1, 1), NOW);
    var lenient = TestProfiles.allowingUnverified(PROFILE);
    assertThat(
            DeploymentLife.checked(was, Optional.empty(), Optional.empty(), lenient, NOW).state())
        .as("read again")
        .isEqualTo(DeploymentState.VERIFYING);
    Instant limit = NOW.plus(PROFILE.patience().times().verifying());
    Deployment late = DeploymentLife.due(was, lenient, Optional.empty(), limit).after();
    assertThat(late.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(DeploymentLife.due(alone, lenient, Optional.empty(), limit).after().state())
        .isEqualTo(DeploymentState.SUCCEEDED);
  }

  @Test
  void theVersionProvesAnUpdateWhoseReportWasLost() {
    Deployment was = with(Operation.UPDATE, Step.IN_DOUBT, DeploymentState.UPDATING);
    Deployment after = checked(was, Optional.of("2.0"), 10);
    assertThat(after.state()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(after.reason()).contains("report has not come");
  }

  /// An idle device did not run the Exec in doubt; one at work or done did.
  @ParameterizedTest
  @CsvSource({
    "10, WAITING, LOST",
    "50, WAITING, LOST",
    "30, UPDATING, ACCEPTED",
    "40, UPDATING, ACCEPTED",
    "60, UPDATING, ACCEPTED",
    "20, UPDATING, ACCEPTED",
    "70, UPDATING, ACCEPTED",
    "80, UPDATING, ACCEPTED",
    "90, WAITING, LOST",
    "100, WAITING, LOST",
    "210, UPDATING, IN_DOUBT"
  })
  void stateResolvesADoubt(int state, DeploymentState expected, Step step) {
    Deployment was = with(Operation.UPDATE, Step.IN_DOUBT, DeploymentState.UPDATING);
    Deployment after = checked(was, Optional.of("1.0"), state);
    assertThat(after.state()).isEqualTo(expected);
    assertThat(lastStep(after)).isEqualTo(step);
  }

  /// State still tells of the update before: it counts for nothing beside another version.
  @ParameterizedTest
  @CsvSource({"1.0, WAITING, LOST", "'', UPDATING, ACCEPTED", "2.0, SUCCEEDED, IN_DOUBT"})
  void theSuccessOfAnEarlierUpdateIsNotTakenForThisOne(
      String version, DeploymentState expected, Step step) {
    Deployment was = with(Operation.UPDATE, Step.IN_DOUBT, DeploymentState.UPDATING);
    Deployment after = checked(was, Optional.of(version).filter(v -> !v.isEmpty()), 100);
    assertThat(after.state()).isEqualTo(expected);
    assertThat(lastStep(after)).isEqualTo(step);
  }

  /// And so is the failure of the download before it.
  @ParameterizedTest
  @CsvSource({"20, WAITING, LOST", "30, DOWNLOADING, ACCEPTED"})
  void theFailureOfAnEarlierDownloadIsNotTakenForThisOne(
      int state, DeploymentState expected, Step step) {
    Deployment failed = with(Operation.DOWNLOAD, Step.ACCEPTED, DeploymentState.DOWNLOADING);
    Attempt first = failed.last().orElseThrow();
    Deployment was =
        failed
            .with(first.reported(503))
            .with(
                new Attempt(
                    new Correlator("d1-2"),
                    Operation.DOWNLOAD,
                    Delivery.DIRECT,
                    Optional.empty(),
                    Step.IN_DOUBT,
                    Optional.empty(),
                    NOW));
    Deployment after = checked(was, Optional.of("1.0"), state);
    assertThat(after.state()).isEqualTo(expected);
    assertThat(lastStep(after)).isEqualTo(step);
  }

  @Test
  void anAcceptedExecIsWaitedFor() {
    Deployment was = with(Operation.UPDATE, Step.ACCEPTED, DeploymentState.UPDATING);
    assertThat(checked(was, Optional.of("1.0"), 10).state()).isEqualTo(DeploymentState.UPDATING);
  }
}
