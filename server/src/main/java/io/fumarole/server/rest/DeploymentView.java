package io.fumarole.server.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.protocol.fumo.ResultCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A deployment as the API shows it.
///
/// @param reason in words, why it is where it is
/// @param choice in words, why this operation and delivery
record DeploymentView(
    String id,
    String device,
    @JsonProperty("package") String packageId,
    String toVersion,
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
    Instant deadline) {
  /// With what happened.
  record Detailed(
      @JsonUnwrapped DeploymentView deployment,
      List<AttemptView> attempts,
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

  static DeploymentView of(Deployment deployment) {
    Deployment.Wish wish = deployment.wish();
    return new DeploymentView(
        deployment.id().value(),
        deployment.device().value(),
        deployment.packageId().value(),
        deployment.toVersion(),
        deployment.state().word(),
        deployment.state().isEnd(),
        deployment.reason(),
        deployment.choice(),
        wish.operation().map(Input::word),
        wish.delivery().map(Input::word),
        wish.question(),
        deployment.packagePresent(),
        deployment.excluded().stream().map(Input::word).toList(),
        deployment.created(),
        deployment.changed(),
        deployment.deadline());
  }

  static Detailed detailed(Deployment deployment, List<Event> events) {
    return new Detailed(
        of(deployment),
        deployment.attempts().stream().map(AttemptView::of).toList(),
        events.stream().map(EventView::of).toList());
  }
}
