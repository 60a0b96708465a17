package io.fumarole.campaign.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Attempt.Step;
import io.fumarole.campaign.deployment.DeploymentLife.Due;
import io.fumarole.campaign.deployment.Ending.Cause;
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
import io.fumarole.protocol.syncml.StatusCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// DESIGN 5: every stage has a time limit, a retry budget and a reason.
class DeploymentTimeTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant DEADLINE = NOW.plus(Duration.ofDays(60));
  private static final ModelProfile PROFILE =
      TestProfiles.standard(Dialect.STRICT, AuthScheme.NONE);
  private static final Patience.Times TIMES = Patience.USUAL.times();

  private static Deployment scheduled() {
    return Deployment.scheduled(
        new DeploymentId("d1"),
        new DeviceId("IMEI:1"),
        new PackageId("p"),
        "2.0",
        Deployment.Wish.NONE,
        NOW,
        DEADLINE);
  }

  private static Deployment with(Operation operation, Step step, DeploymentState state) {
    Deployment d = scheduled();
    return d.with(attempt(d, operation, step)).to(state, "", NOW);
  }

  private static Attempt attempt(Deployment of, Operation operation, Step step) {
    return new Attempt(
        of.nextCorrelator(),
        operation,
        Delivery.DIRECT,
        Optional.empty(),
        step,
        Optional.empty(),
        NOW);
  }

  private static Due due(Deployment was, Instant at) {
    return DeploymentLife.due(was, PROFILE, Optional.empty(), at);
  }

  private static Instant after(Duration time) {
    return NOW.plus(time);
  }

  private static Cause cause(Deployment d) {
    return d.ending().orElseThrow().cause();
  }

  /// What a state is after its limit, the first time and when the budget is spent.
  @ParameterizedTest
  @CsvSource({
    "CONTACTED,   PREPARED, PT1H,  WAITING SESSION, FAILED NO_CONTACT",
    "DOWNLOADING, IN_DOUBT, PT24H, WAITING REPORT,  FAILED NO_REPORT",
    "DOWNLOADING, ACCEPTED, PT24H, WAITING REPORT,  FAILED NO_REPORT",
    "DOWNLOADED,  REPORTED, PT72H, WAITING SESSION, FAILED NO_CONTACT",
    "UPDATING,    ACCEPTED, PT24H, WAITING REPORT,  FAILED NO_REPORT",
    "VERIFYING,   REPORTED, PT24H, FAILED UNPROVED, FAILED UNPROVED",
  })
  void aStageThatTakesTooLongIsTriedAgainWithinItsBudget(
      DeploymentState state, Step step, Duration limit, String first, String last) {
    Deployment was =
        DeploymentLife.planned(with(Operation.DOWNLOAD_AND_UPDATE, step, state), PROFILE, NOW);
    assertThat(was.wakeAt()).contains(after(limit));
    assertThat(due(was, after(limit).minusMillis(1))).isEqualTo(new Due(was, false));
    assertThat(words(due(was, after(limit)).after())).isEqualTo(first);
    Deployment spent =
        was.with(new Progress.Tally(0, 0, 0, PROFILE.patience().budgets().stalls(), 0));
    Deployment ended = due(spent, after(limit)).after();
    assertThat(words(ended)).isEqualTo(last);
    assertThat(ended.reason()).contains("within " + (limit.toHours() == 72 ? "3 d" : "1"));
    assertThat(ended.wakeAt()).isEmpty();
    assertThat(ended.ending().orElseThrow().stage()).isEqualTo(state);
  }

  private static String words(Deployment d) {
    String more =
        d.ending()
            .map(e -> e.cause().name())
            .orElseGet(() -> d.waiting().orElseThrow().what().name());
    return d.state() + " " + more;
  }

  @ParameterizedTest
  @CsvSource({"USER, USER_AWAY", "DEVICE, EXEC_REFUSED", "STANDBY, NO_REPORT", "REPORT, NO_REPORT"})
  void waitingEndsByItself(For what, Cause cause) {
    Deployment was =
        DeploymentLife.planned(
            with(Operation.UPDATE, Step.ACCEPTED, DeploymentState.UPDATING)
                .waitingFor(new Waiting(what, NOW), "it waits", NOW),
            PROFILE,
            NOW);
    assertThat(was.wakeAt()).contains(after(TIMES.waiting()));
    Deployment ended = due(was, after(TIMES.waiting())).after();
    assertThat(ended.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(cause(ended)).isEqualTo(cause);
    assertThat(ended.reason()).contains("waited in vain: it waits");
    boolean isOfExec = what == For.REPORT || what == For.STANDBY;
    assertThat(ended.ending().orElseThrow().stage())
        .isEqualTo(isOfExec ? DeploymentState.UPDATING : DeploymentState.WAITING);
  }

  /// A device that nobody can call may come at any time before the deadline.
  @Test
  void waitingForASessionEndsWithTheDeadline() {
    Deployment was =
        DeploymentLife.planned(
            scheduled().waitingFor(new Waiting(For.SESSION, NOW), "it waits", NOW), PROFILE, NOW);
    assertThat(was.wakeAt()).contains(DEADLINE);
    assertThat(due(was, DEADLINE.minusMillis(1)).after()).isEqualTo(was);
    assertThat(due(was, DEADLINE).after().state()).isEqualTo(DeploymentState.EXPIRED);
  }

  @ParameterizedTest
  @EnumSource(DeploymentState.class)
  void theDeadlineEndsEveryState(DeploymentState state) {
    Deployment was = with(Operation.UPDATE, Step.ACCEPTED, state);
    Deployment ended = due(was, DEADLINE).after();
    if (state.isEnd()) {
      assertThat(ended).isEqualTo(was);
    } else {
      assertThat(ended.state()).isEqualTo(DeploymentState.EXPIRED);
      assertThat(ended.reason()).contains("the device was at work and has not reported");
      assertThat(ended.ending()).contains(new Ending(state, Cause.DEADLINE, Optional.empty()));
    }
  }

  @ParameterizedTest
  @EnumSource(DeploymentState.class)
  void whatIsPlannedIsNotDueBeforeAndChangesNothing(DeploymentState state) {
    Deployment was =
        DeploymentLife.planned(with(Operation.UPDATE, Step.ACCEPTED, state), PROFILE, NOW);
    assertThat(was.wakeAt().isPresent()).isEqualTo(!state.isEnd());
    assertThat(due(was, NOW)).isEqualTo(new Due(was, false));
  }

  /// Whatever happens, or does not: left alone, every deployment ends, in few steps.
  @ParameterizedTest
  @EnumSource(DeploymentState.class)
  void everyStateEndsByItself(DeploymentState state) {
    Deployment d =
        DeploymentLife.planned(with(Operation.DOWNLOAD, Step.ACCEPTED, state), PROFILE, NOW);
    for (int steps = 0; !d.state().isEnd(); steps++) {
      assertThat(steps).isLessThan(12);
      d = due(d, d.wakeAt().orElseThrow()).after();
    }
    assertThat(d.changed()).isBeforeOrEqualTo(DEADLINE);
  }

  @Test
  void aNotificationWithoutSessionIsSentAgainLessAndLessOften() {
    Deployment d =
        DeploymentLife.planned(
            DeploymentLife.notified(scheduled(), "a notification was sent", NOW), PROFILE, NOW);
    List<Long> minutes = new ArrayList<>();
    while (d.state() == DeploymentState.NOTIFIED) {
      Instant at = d.wakeAt().orElseThrow();
      minutes.add(Duration.between(NOW, at).toMinutes());
      Due due = due(d, at);
      d = due.after();
      assertThat(due.notifies()).isEqualTo(d.state() == DeploymentState.NOTIFIED);
    }
    assertThat(minutes).containsExactly(15L, 45L, 105L, 225L, 465L);
    assertThat(d.waiting().orElseThrow().what()).isEqualTo(For.SESSION);
    assertThat(d.reason()).contains("5 notifications brought no session");
    assertThat(d.wakeAt()).contains(DEADLINE);
  }

  @Test
  void nobodyIsNotifiedUnlessAnOperatorBeganWithIt() {
    Deployment was = with(Operation.DOWNLOAD, Step.ACCEPTED, DeploymentState.DOWNLOADING);
    assertThat(due(was, after(TIMES.downloading())).notifies()).isFalse();
    Due due = due(was.with(was.tally().notified()), after(TIMES.downloading()));
    assertThat(due.notifies()).isTrue();
    assertThat(due.after().tally().notifications()).isEqualTo(2);
  }

  /// The first retry comes with the next session, further ones after growing pauses.
  @Test
  void aDeviceThatRefusesForNowIsAskedLessAndLessOften() {
    Deployment d = scheduled();
    List<Long> pauses = new ArrayList<>();
    while (!d.state().isEnd()) {
      Attempt sent = attempt(d, Operation.UPDATE, Step.IN_DOUBT);
      d =
          DeploymentLife.found(
              d.with(sent).to(DeploymentState.UPDATING, "sent", NOW),
              new Finding.ExecRefused(sent.correlator(), StatusCode.FORBIDDEN),
              Optional.empty(),
              PROFILE,
              NOW);
      d.waiting().ifPresent(w -> pauses.add(Duration.between(NOW, w.until()).toMinutes()));
    }
    assertThat(pauses).containsExactly(0L, 10L, 30L, 70L);
    assertThat(d.ending())
        .contains(new Ending(DeploymentState.UPDATING, Cause.EXEC_REFUSED, Optional.of(403)));
  }

  @Test
  void aPauseThatIsOverCallsTheDeviceOnce() {
    Instant until = after(Duration.ofMinutes(30));
    Deployment was =
        scheduled()
            .with(new Progress.Tally(1, 0, 0, 0, 0))
            .waitingFor(new Waiting(For.DEVICE, until), "busy", NOW);
    Deployment planned = DeploymentLife.planned(was, PROFILE, NOW);
    assertThat(planned.wakeAt()).contains(until);
    Due due = due(planned, until);
    assertThat(due.notifies()).isTrue();
    assertThat(due.after().wakeAt()).contains(after(TIMES.waiting()));
    assertThat(due(due.after(), until.plusSeconds(1)).notifies()).isFalse();
  }

  /// The user has a budget of its own, and leaves that of the Execs alone.
  @Test
  void theUsersAbsencesAreBounded() {
    Deployment d = scheduled();
    int asked = 0;
    while (!d.state().isEnd()) {
      Attempt sent = attempt(d, Operation.UPDATE, Step.IN_DOUBT);
      d =
          DeploymentLife.found(
              d.with(sent).to(DeploymentState.UPDATING, "sent", NOW),
              new Finding.UserAway(StatusCode.TIMEOUT),
              Optional.empty(),
              PROFILE,
              NOW);
      asked++;
      assertThat(d.attemptsSpent()).isZero();
    }
    assertThat(asked).isEqualTo(PROFILE.patience().budgets().absences());
    assertThat(cause(d)).isEqualTo(Cause.USER_AWAY);
    assertThat(d.reason()).contains("the user did not answer");
  }

  /// An Exec is only followed by another once State says that the device is not at work.
  @ParameterizedTest
  @CsvSource({
    "10, WAITING, LOST",
    "20, WAITING, LOST",
    "30, WAITING, ACCEPTED",
    "40, WAITING, ACCEPTED",
    "50, WAITING, ACCEPTED",
    "60, WAITING, ACCEPTED",
    "70, WAITING, ROLLED_BACK",
    "80, WAITING, ROLLED_BACK",
    "90, WAITING, LOST",
    "100, WAITING, LOST",
    "210, WAITING, ACCEPTED"
  })
  void stateDecidesAboutAnOverdueReport(int state, DeploymentState expected, Step step) {
    Deployment was =
        due(
                with(Operation.UPDATE, Step.ACCEPTED, DeploymentState.UPDATING),
                after(TIMES.updating()))
            .after();
    var object = new FumoObject(DmUri.of("./F"), Set.of(), Optional.of(state), Map.of());
    Deployment after =
        DeploymentLife.checked(was, Optional.of("1.0"), Optional.of(object), PROFILE, NOW);
    assertThat(after.state()).isEqualTo(expected);
    assertThat(after.last().orElseThrow().step()).isEqualTo(step);
    assertThat(after.waiting().map(Waiting::what))
        .isEqualTo(
            expected == DeploymentState.FAILED
                ? Optional.empty()
                : Optional.of(step == Step.ACCEPTED ? For.REPORT : For.SESSION));
  }

  /// What a device does that installs, falls back and never says so: the Exec is accepted, no
  /// report comes, and the old version is there.
  private static Deployment fellBack(Deployment d, Optional<String> version, int state) {
    return fellBack(d, Operation.UPDATE, version, state);
  }

  private static Deployment fellBack(
      Deployment d, Operation operation, Optional<String> version, int state) {
    Deployment sent = d.with(attempt(d, operation, Step.ACCEPTED));
    Deployment overdue =
        due(sent.to(DeploymentState.UPDATING, "accepted", NOW), after(TIMES.updating())).after();
    if (overdue.state().isEnd()) return overdue;
    var object = new FumoObject(DmUri.of("./F"), Set.of(), Optional.of(state), Map.of());
    return DeploymentLife.checked(overdue, version, Optional.of(object), PROFILE, NOW);
  }

  /// State and version prove it: a third Exec would do no better.
  @ParameterizedTest
  @CsvSource({"70, 70", "70, 80", "80, 80"})
  void anUpdateThatFellBackTwiceIsGivenUp(int first, int second) {
    Deployment once = fellBack(scheduled(), Optional.of("1.0"), first);
    assertThat(once.state()).isEqualTo(DeploymentState.WAITING);
    assertThat(once.reason())
        .contains("the device fell back: it runs 1.0 (State " + first)
        .contains("a new one is sent");
    Deployment twice = fellBack(once, Optional.of("1.0"), second);
    assertThat(twice.ending())
        .contains(new Ending(DeploymentState.UPDATING, Cause.ROLLED_BACK, Optional.empty()));
    assertThat(twice.reason())
        .contains("the device fell back: it runs 1.0 (State " + second)
        .endsWith("2 times");
    assertThat(twice.attemptsSpent()).isEqualTo(2);
  }

  /// Nothing proves a roll back: the budget ends it, and says what was seen.
  @ParameterizedTest
  @CsvSource({"100, 1.0", "10, 1.0", "80, "})
  void anUpdateThatComesToNothingEndsWithItsBudget(int state, String version) {
    Deployment d = scheduled();
    List<String> reasons = new ArrayList<>();
    while (!d.state().isEnd()) {
      d = fellBack(d, Optional.ofNullable(version), state);
      reasons.add(d.reason());
      assertThat(reasons).hasSizeLessThanOrEqualTo(PROFILE.patience().budgets().attempts());
    }
    assertThat(cause(d)).isEqualTo(Cause.NO_REPORT);
    assertThat(reasons.getFirst())
        .contains("the report is overdue", "State " + state, "a new one is sent");
    assertThat(d.reason()).contains("the device has not reported within 1 d, 4 times");
  }

  /// What State says of an update is no word about a download.
  @Test
  void aDownloadCannotFallBack() {
    Deployment d = scheduled();
    for (int i = 0; i < 2; i++) d = fellBack(d, Operation.DOWNLOAD, Optional.of("1.0"), 80);
    assertThat(d.state()).isEqualTo(DeploymentState.WAITING);
    assertThat(d.last().orElseThrow().step()).isEqualTo(Step.LOST);
  }

  /// A report that comes late after all decides.
  @Test
  void theReportOfAnUpdateThatFellBackStillCounts() {
    Deployment once = fellBack(scheduled(), Optional.of("1.0"), 80);
    Deployment after =
        DeploymentLife.reported(
            once, once.last().orElseThrow(), ResultCode.UPDATE_FAILED, PROFILE, NOW);
    assertThat(after.ending())
        .contains(new Ending(DeploymentState.UPDATING, Cause.REPORTED, Optional.of(410)));
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 100})
  void successInStateProvesNothingWhenTheVersionCannotBeRead(int state) {
    Deployment was =
        due(
                with(Operation.UPDATE, Step.ACCEPTED, DeploymentState.UPDATING),
                after(TIMES.updating()))
            .after();
    var object = new FumoObject(DmUri.of("./F"), Set.of(), Optional.of(state), Map.of());
    Deployment after =
        DeploymentLife.checked(was, Optional.empty(), Optional.of(object), PROFILE, NOW);
    assertThat(after.state()).isEqualTo(DeploymentState.WAITING);
    assertThat(after.last().orElseThrow().step()).isEqualTo(Step.ACCEPTED);
    assertThat(after.reason()).contains("the version cannot be read");
  }

  @Test
  void aLostReportLeadsToAnotherExecWithinTheBudgetOnly() {
    Deployment d = scheduled();
    for (int i = 1; i < PROFILE.patience().budgets().attempts(); i++)
      d = d.with(attempt(d, Operation.UPDATE, Step.LOST));
    Deployment was =
        d.with(attempt(d, Operation.UPDATE, Step.ACCEPTED))
            .waitingFor(new Waiting(For.REPORT, NOW), "overdue", NOW);
    var idle = new FumoObject(DmUri.of("./F"), Set.of(), Optional.of(10), Map.of());
    Deployment after =
        DeploymentLife.checked(was, Optional.of("1.0"), Optional.of(idle), PROFILE, NOW);
    assertThat(after.ending())
        .contains(new Ending(DeploymentState.UPDATING, Cause.NO_REPORT, Optional.empty()));
  }

  @Test
  void aDeploymentThatNobodyPlannedIsDueAtOnce() {
    Deployment was = scheduled().to(DeploymentState.CONTACTED, "chosen", NOW);
    assertThat(was.wakeAt()).contains(NOW);
    assertThat(due(was, NOW).after().wakeAt()).contains(after(TIMES.contacted()));
  }

  private static final Instant TURN = after(Duration.ofMinutes(1));

  private static Deployment ofCampaign() {
    Deployment d = scheduled();
    Goal goal = d.goal();
    var part = new Goal.Part(new CampaignId("c1"), 0);
    return new Deployment(
            d.id(),
            d.device(),
            new Goal(
                goal.packageId(),
                goal.fromVersion(),
                goal.toVersion(),
                goal.wish(),
                goal.created(),
                goal.deadline(),
                Optional.of(part),
                Goal.Leg.ONLY),
            d.stage(),
            d.progress(),
            0)
        .releasedAt(TURN, NOW);
  }

  private static Due due(Deployment was, Hold hold, Instant at) {
    return DeploymentLife.due(was, PROFILE, Optional.of(hold), at);
  }

  @Test
  void aDeviceOfARunningCampaignIsNotifiedWhenItsTurnComes() {
    assertThat(due(ofCampaign(), TURN.minusMillis(1)).notifies()).isFalse();
    assertThat(due(ofCampaign(), TURN).notifies()).isTrue();
  }

  @Test
  void whatAnOperatorHoldsNotifiesNobodyUntilItIsReleased() {
    var paused = new Hold("campaign c1 is paused", Optional.empty());
    Due held = due(ofCampaign(), paused, NOW);
    assertThat(held.notifies()).isFalse();
    assertThat(held.after().reason()).isEqualTo("campaign c1 is paused");
    assertThat(held.after().wakeAt()).contains(DEADLINE);
    assertThat(held.after().state()).isEqualTo(DeploymentState.SCHEDULED);
    Due released = due(held.after(), after(Duration.ofDays(3)));
    assertThat(released.notifies()).isTrue();
    assertThat(released.after().reason()).isEqualTo(Deployment.RELEASED);
    assertThat(due(held.after(), paused, DEADLINE).after().state())
        .isEqualTo(DeploymentState.EXPIRED);
  }

  @Test
  void aDeviceThatIsNotAsItsCampaignAsksWaitsUntilItIsOrItsTimeIsOver() {
    Instant again = after(Duration.ofMinutes(30));
    var unmet = new Hold(Stage.For.CONDITION, "not yet: label.battery==ok", Optional.of(again));
    Due held = due(ofCampaign(), unmet, NOW);
    assertThat(held.notifies()).isFalse();
    assertThat(held.after().reason()).isEqualTo("not yet: label.battery==ok");
    assertThat(held.after().wakeAt()).contains(again);
    assertThat(due(held.after(), again).notifies()).isTrue();
    Deployment waiting = with(Operation.DOWNLOAD, Step.REFUSED, DeploymentState.WAITING);
    Deployment late = due(waiting, unmet, NOW).after();
    var later = new Hold(Stage.For.CONDITION, unmet.words(), Optional.of(DEADLINE));
    assertThat(due(late, later, after(TIMES.waiting().plus(TIMES.waiting()))).after().state())
        .as("its limit does not run meanwhile")
        .isEqualTo(DeploymentState.WAITING);
    Deployment expired = due(held.after(), later, DEADLINE).after();
    assertThat(expired.state()).isEqualTo(DeploymentState.EXPIRED);
    assertThat(expired.reason())
        .isEqualTo("expired: the deadline has passed; not yet: label.battery==ok");
  }

  @Test
  void outsideItsWindowADeploymentWaitsForItsOpening() {
    Instant opening = after(Duration.ofHours(15));
    var closed = new Hold("outside its windows", Optional.of(opening));
    Due held = due(ofCampaign(), closed, NOW);
    assertThat(held.notifies()).isFalse();
    assertThat(held.after().wakeAt()).contains(opening);
    assertThat(due(held.after(), opening).notifies()).isTrue();
  }

  @Test
  void aHoldStopsNoClockOfWhatIsPastItsExec() {
    var paused = new Hold("campaign c1 is paused", Optional.empty());
    Deployment atWork = with(Operation.UPDATE, Step.ACCEPTED, DeploymentState.UPDATING);
    Instant late = after(TIMES.updating());
    assertThat(due(atWork, paused, late)).isEqualTo(due(atWork, late));
  }
}
