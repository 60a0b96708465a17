package io.fumarole.server.report;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.Explanation;
import io.fumarole.campaign.plan.Member;
import io.fumarole.campaign.plan.Participation;
import io.fumarole.protocol.fumo.ResultCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a report says of one device in a campaign, or of one deployment of a device.
///
/// @param state the deployment's; `out`, `held` or `waiting` where there is none
/// @param begun when the first Exec was prepared
/// @param reason in words, why it is where it is
/// @param runs what the device said last that it runs
/// @param tries how often it was tried again
record ReportRow(
    Optional<CampaignId> campaign,
    Optional<String> phase,
    String device,
    String state,
    Optional<Deployment> deployment,
    String to,
    String reason,
    Optional<String> runs,
    Instant lastSeen,
    int tries) {

  static ReportRow of(Campaign campaign, Participation device, Instant now) {
    Optional<Member> member = device.member();
    Optional<Deployment> deployment = device.deployment();
    return new ReportRow(
        Optional.of(campaign.id()),
        member.flatMap(Member::phase).map(index -> campaign.plan().phase(index).name()),
        device.device().value(),
        deployment.map(it -> it.state().word()).orElseGet(() -> without(member)),
        deployment,
        campaign.plan().release().version(),
        reason(campaign, device, now),
        device.version(),
        device.lastSeen(),
        member.map(Member::tries).orElse(0));
  }

  /// Of what is over, why it ended so, whatever has become of the device since.
  private static String reason(Campaign campaign, Participation device, Instant now) {
    return device
        .deployment()
        .filter(it -> it.state().isEnd())
        .map(Deployment::reason)
        .or(() -> device.member().flatMap(Member::out))
        .orElseGet(() -> Explanation.of(campaign, device, now).words());
  }

  private static String without(Optional<Member> member) {
    if (member.flatMap(Member::out).isPresent()) return "out";
    return member.flatMap(Member::phase).isPresent() ? "held" : "waiting";
  }

  /// @param phase of the deployment's campaign, where it counts for one
  static ReportRow of(Device device, Deployment deployment, Optional<String> phase) {
    return new ReportRow(
        deployment.part().map(it -> it.campaign()),
        phase,
        device.id().value(),
        deployment.state().word(),
        Optional.of(deployment),
        deployment.toVersion(),
        deployment.reason(),
        device.version(),
        device.lastSeen(),
        0);
  }

  /// Before anything is ordered it is what the device runs.
  Optional<String> from() {
    return deployment.map(Deployment::fromVersion).orElse(runs);
  }

  Optional<Instant> scheduled() {
    return deployment.map(Deployment::created);
  }

  Optional<Instant> begun() {
    return attempts().stream().map(Attempt::at).findFirst();
  }

  Optional<Instant> ended() {
    return deployment.filter(it -> it.state().isEnd()).map(Deployment::since);
  }

  Optional<Ending> ending() {
    return deployment.flatMap(Deployment::ending);
  }

  Optional<String> endedIn() {
    return ending().map(Ending::stage).map(DeploymentState::word);
  }

  Optional<String> cause() {
    return ending().map(it -> it.cause().word());
  }

  Optional<Integer> code() {
    return ending().flatMap(Ending::code);
  }

  /// The code of a report in the words of the specification; a Status is of another list.
  Optional<String> meaning() {
    Optional<Integer> reported = attempts().stream().reduce((a, b) -> b).flatMap(Attempt::result);
    return code().filter(it -> reported.equals(Optional.of(it))).map(ReportRow::meaning);
  }

  private static String meaning(int code) {
    return new ResultCode(code).meaning();
  }

  List<Attempt> attempts() {
    return deployment.map(Deployment::attempts).orElse(List.of());
  }

  /// Each attempt in words: its Correlator, what was ordered how, and what came of it.
  List<String> evidence() {
    return attempts().stream().map(ReportRow::evidence).toList();
  }

  private static String evidence(Attempt attempt) {
    return "%s at %s: %s by %s, %s"
        .formatted(
            attempt.correlator(),
            attempt.at(),
            Words.of(attempt.operation()),
            Words.of(attempt.delivery()),
            attempt
                .result()
                .map(code -> "reported %d (%s)".formatted(code, meaning(code)))
                .orElseGet(() -> Words.of(attempt.step())));
  }
}
