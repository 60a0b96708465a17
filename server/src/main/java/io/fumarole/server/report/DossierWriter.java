package io.fumarole.server.report;

import io.fumarole.server.report.Dossier.CampaignPart;
import io.fumarole.server.report.Dossier.DeploymentPart;
import io.fumarole.server.report.Dossier.DevicePart;
import io.fumarole.server.report.Dossier.Head;
import io.fumarole.server.report.Dossier.MemberPart;
import io.fumarole.server.report.Dossier.ReleasePart;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Writes a dossier part by part, so that the largest campaign needs no more memory than a page of
/// its devices.
interface DossierWriter {
  /// @param subject what it is about: `device` or `campaign`, and which one
  /// @param server version of the server that writes it
  /// @param notes what the reader has to know first
  void begin(String subject, String id, String server, Instant asOf, List<String> notes)
      throws IOException;

  void device(DevicePart device) throws IOException;

  void deployments(List<DeploymentPart> deployments) throws IOException;

  void campaigns(List<CampaignPart> campaigns) throws IOException;

  void releases(List<ReleasePart> releases) throws IOException;

  void beginMembers() throws IOException;

  void member(MemberPart member) throws IOException;

  void endMembers() throws IOException;

  /// Releases that devices of a campaign got on their way.
  void steps(List<ReleasePart> releases) throws IOException;

  void end(Head head) throws IOException;
}
