package io.fumarole.server.report;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.server.report.Dossier.Act;
import io.fumarole.server.report.Dossier.DeploymentPart;
import io.fumarole.server.report.Dossier.Noted;
import io.fumarole.server.report.Dossier.Sent;
import io.fumarole.server.report.Dossier.VersionRead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One deployment as a dossier has it: what was sent, what came back, and what shows it.
final class DossierDeployments {
  private DossierDeployments() {}

  /// @param phase of its campaign
  /// @param acts of people about this deployment alone
  static DeploymentPart of(
      Deployment it, Optional<String> phase, List<Event> events, List<Act> acts) {
    Optional<Ending> ending = it.ending();
    return new DeploymentPart(
        it.id().value(),
        it.part().map(part -> part.campaign().value()),
        phase,
        it.packageId().value(),
        it.fromVersion(),
        it.toVersion(),
        it.created(),
        it.state().word(),
        ended(it),
        ending.map(end -> end.stage().word()),
        ending.map(end -> end.cause().word()),
        ending.flatMap(Ending::code),
        it.reason(),
        it.choice(),
        it.attempts().stream().map(DossierDeployments::sent).toList(),
        versionRead(it),
        events.stream().map(DossierDeployments::noted).toList(),
        acts,
        unknown(it, acts));
  }

  static Noted noted(Event event) {
    return new Noted(event.at(), event.kind(), event.text());
  }

  private static Optional<Instant> ended(Deployment it) {
    return Optional.of(it.since()).filter(_ -> it.state().isEnd());
  }

  private static Sent sent(Attempt it) {
    return new Sent(
        it.correlator().text(),
        Words.of(it.operation()),
        Words.of(it.delivery()),
        it.at(),
        Words.of(it.step()),
        AlertType.of(it.operation()).text(),
        it.result(),
        it.result().map(code -> new ResultCode(code).meaning()));
  }

  /// These endings are those of a version that was read in that very session.
  private static Optional<VersionRead> versionRead(Deployment it) {
    boolean isRead =
        it.ending()
            .map(Ending::cause)
            .filter(
                cause ->
                    cause == Ending.Cause.PROVED
                        || cause == Ending.Cause.REPORT_LOST
                        || cause == Ending.Cause.ALREADY)
            .isPresent();
    return isRead ? Optional.of(new VersionRead(it.toVersion(), it.since())) : Optional.empty();
  }

  private static List<String> unknown(Deployment it, List<Act> acts) {
    List<String> unknown = new ArrayList<>();
    if (it.part().isEmpty() && acts.isEmpty())
      unknown.add("who ordered it is not in the audit: its first event says how it came about");
    if (it.fromVersion().isEmpty()) unknown.add("which version the device ran when it was ordered");
    if (!it.state().isEnd()) unknown.add("how it ends: it is open");
    if (it.state().isEnd() && it.ending().isEmpty())
      unknown.add("its cause: it ended before causes were kept");
    for (Attempt attempt : it.attempts())
      if (attempt.result().isEmpty())
        unknown.add("what came of " + attempt.correlator() + ": no report of it has come");
    if (it.state().isEnd() && versionRead(it).isEmpty())
      unknown.add(
          it.state() == DeploymentState.SUCCEEDED
              ? "whether it runs the version: it could not be read, and its profile takes that"
              : "when its version was read: no reading of it has ended the deployment");
    return unknown;
  }
}
