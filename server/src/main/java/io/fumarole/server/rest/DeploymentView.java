package io.fumarole.server.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.deployment.Goal.Leg;
import io.fumarole.campaign.deployment.Progress.Refusal;
import io.fumarole.campaign.deployment.Progress.Tally;
import io.fumarole.campaign.deployment.Stage.Waiting;
import io.fumarole.protocol.fumo.ResultCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A deployment as the API shows it.
///
/// @param reason in words, why it is where it is, or what its campaign keeps it from
/// @param step of the way that its campaign takes the device over other versions
/// @param choice in words, why this operation and delivery
/// @param since when it came to this state
/// @param wakeAt when it is looked at if the device does nothing before
/// @param excluded deliveries that the device refused
record DeploymentView(
    String id,
    String device,
    @JsonProperty("package") String packageId,
    String toVersion,
    Optional<StepView> step,
    String state,
    boolean ended,
    String reason,
    String choice,
    Optional<String> operation,
    Optional<String> delivery,
    Optional<String> question,
    boolean packagePresent,
    List<String> excluded,
    Instant created,
    Instant changed,
    Instant deadline,
    Instant since,
    Optional<Instant> wakeAt,
    Optional<WaitingView> waiting,
    Optional<EndingView> ending) {
  /// @param number counted from 1
  /// @param of how many, as far as that was known
  record StepView(int number, int of) {
    static StepView of(Leg leg) {
      return new StepView(leg.number(), leg.of());
    }
  }

  /// What it waits for.
  record WaitingView(String what, Instant until) {
    static WaitingView of(Waiting waiting) {
      return new WaitingView(Input.word(waiting.what()), waiting.until());
    }
  }

  /// Why it ended, for programs.
  record EndingView(String stage, String cause, Optional<Integer> code) {
    static EndingView of(Ending ending) {
      return new EndingView(ending.stage().word(), ending.cause().word(), ending.code());
    }
  }

  /// A delivery that is not tried again.
  record RefusalView(String delivery, String why) {
    static RefusalView of(Refusal refusal) {
      return new RefusalView(Input.word(refusal.delivery()), refusal.why());
    }
  }

  /// What is counted against the budgets of the profile.
  record TallyView(
      int attempts,
      int notifications,
      int absences,
      int brokenTransfers,
      int stalls,
      int postponements) {
    static TallyView of(Deployment deployment) {
      Tally tally = deployment.tally();
      return new TallyView(
          deployment.attemptsSpent(),
          tally.notifications(),
          tally.absences(),
          tally.brokenTransfers(),
          tally.stalls(),
          tally.postponements());
    }
  }

  /// With what happened.
  record Detailed(
      @JsonUnwrapped DeploymentView deployment,
      List<AttemptView> attempts,
      List<RefusalView> refusals,
      TallyView spent,
      List<EventView> events) {}

  /// @param url what PkgURL was set to: whoever has it can fetch the package until it expires
  record AttemptView(
      String correlator,
      String operation,
      String delivery,
      Optional<String> url,
      String step,
      Optional<Integer> result,
      Optional<String> resultMeaning,
      Instant at) {
    static AttemptView of(Attempt attempt) {
      return new AttemptView(
          attempt.correlator().text(),
          Input.word(attempt.operation()),
          Input.word(attempt.delivery()),
          attempt.url(),
          Input.word(attempt.step()),
          attempt.result(),
          attempt.result().map(code -> new ResultCode(code).meaning()),
          attempt.at());
    }
  }

  static DeploymentView of(Deployment deployment, String reason) {
    Deployment.Wish wish = deployment.wish();
    return new DeploymentView(
        deployment.id().value(),
        deployment.device().value(),
        deployment.packageId().value(),
        deployment.toVersion(),
        Optional.of(deployment.leg()).filter(it -> it.of() > 1).map(StepView::of),
        deployment.state().word(),
        deployment.state().isEnd(),
        reason,
        deployment.choice(),
        wish.operation().map(Input::word),
        wish.delivery().map(Input::word),
        wish.question(),
        deployment.packagePresent(),
        deployment.excluded().stream().map(Input::word).toList(),
        deployment.created(),
        deployment.changed(),
        deployment.deadline(),
        deployment.since(),
        deployment.wakeAt(),
        deployment.waiting().map(WaitingView::of),
        deployment.ending().map(EndingView::of));
  }

  static Detailed detailed(Deployment deployment, String reason, List<Event> events) {
    return new Detailed(
        of(deployment, reason),
        deployment.attempts().stream().map(AttemptView::of).toList(),
        deployment.refusals().stream().map(RefusalView::of).toList(),
        TallyView.of(deployment),
        events.stream().map(EventView::of).toList());
  }
}
