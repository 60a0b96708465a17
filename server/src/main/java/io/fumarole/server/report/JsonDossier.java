package io.fumarole.server.report;

import io.fumarole.server.report.Dossier.CampaignPart;
import io.fumarole.server.report.Dossier.DeploymentPart;
import io.fumarole.server.report.Dossier.DevicePart;
import io.fumarole.server.report.Dossier.Head;
import io.fumarole.server.report.Dossier.MemberPart;
import io.fumarole.server.report.Dossier.ReleasePart;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// A dossier for programs: what is not known is there as null.
final class JsonDossier implements DossierWriter {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final JsonGenerator out;

  JsonDossier(OutputStream out) {
    this.out = JSON.createGenerator(out);
  }

  @Override
  public void begin(String subject, String id, String server, Instant asOf, List<String> notes) {
    out.writeStartObject();
    part("subject", subject);
    part("id", id);
    part("asOf", asOf);
    part("server", server);
    part("notes", notes);
  }

  private void part(String name, Object value) {
    out.writeName(name);
    out.writePOJO(value);
  }

  @Override
  public void device(DevicePart device) {
    part("device", device);
  }

  @Override
  public void deployments(List<DeploymentPart> deployments) {
    part("deployments", deployments);
  }

  @Override
  public void campaigns(List<CampaignPart> campaigns) {
    part("campaigns", campaigns);
  }

  @Override
  public void releases(List<ReleasePart> releases) {
    part("releases", releases);
  }

  @Override
  public void beginMembers() {
    out.writeName("members");
    out.writeStartArray();
  }

  @Override
  public void member(MemberPart member) {
    out.writePOJO(member);
  }

  @Override
  public void endMembers() {
    out.writeEndArray();
  }

  @Override
  public void steps(List<ReleasePart> releases) {
    part("steps", releases);
  }

  @Override
  public void end(Head head) {
    part("audit", head);
    out.writeEndObject();
    out.close();
  }
}
