package io.fumarole.server.report;

import io.fumarole.server.report.Dossier.Act;
import io.fumarole.server.report.Dossier.AdvisoryPart;
import io.fumarole.server.report.Dossier.Bundle;
import io.fumarole.server.report.Dossier.CampaignPart;
import io.fumarole.server.report.Dossier.Consent;
import io.fumarole.server.report.Dossier.DeploymentPart;
import io.fumarole.server.report.Dossier.DevicePart;
import io.fumarole.server.report.Dossier.Head;
import io.fumarole.server.report.Dossier.MemberPart;
import io.fumarole.server.report.Dossier.Noted;
import io.fumarole.server.report.Dossier.ReleasePart;
import io.fumarole.server.report.Dossier.SbomPart;
import io.fumarole.server.report.Dossier.Sent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A dossier for people, to print and to file.
final class HtmlDossier implements DossierWriter {
  private static final String NOT_KNOWN = "not known";

  private final Html page;

  HtmlDossier(OutputStream out) {
    this.page = new Html(out);
  }

  private static String word(Optional<?> value) {
    return value.map(Object::toString).orElse(NOT_KNOWN);
  }

  @Override
  public void begin(String subject, String id, String server, Instant asOf, List<String> notes)
      throws IOException {
    page.begin("Dossier of %s %s".formatted(subject, id));
    for (String note : notes) page.note(note);
    page.facts(
        List.of(
            new Html.Fact("As of", asOf.toString()),
            new Html.Fact("Written by", "Fumarole " + server)));
  }

  private void unknown(List<String> unknown) throws IOException {
    for (String it : unknown) page.note("Not known: " + it + ".");
  }

  private void acts(List<Act> acts) throws IOException {
    if (acts.isEmpty()) {
      page.paragraph("The audit has no line about it.");
      return;
    }
    page.beginTable(List.of("Audit", "At", "Who", "From", "What", "Outcome"));
    for (Act it : acts)
      page.row(
          List.of(
              List.of(it.number() + it.ended().map(end -> ", " + end).orElse("")),
              List.of(it.at().toString()),
              List.of(who(it)),
              List.of(it.from()),
              List.of(it.action()),
              List.of(it.outcome())));
    page.endTable();
  }

  private static String who(Act it) {
    return it.kind().equals(it.actor()) ? it.kind() : it.kind() + " " + it.actor();
  }

  private void consents(List<Consent> consents) throws IOException {
    if (consents.isEmpty()) page.paragraph("Nobody else was asked to approve it.");
    for (Consent it : consents) {
      page.paragraph(
          "Approval %s: asked for by %s at %s; %s%s%s."
              .formatted(
                  it.id(),
                  it.askedBy(),
                  it.asked(),
                  it.state(),
                  it.decidedBy()
                      .map(by -> " by %s at %s".formatted(by, word(it.decided())))
                      .orElse(""),
                  it.words().map(words -> ": " + words).orElse("")));
      acts(it.acts());
    }
  }

  @Override
  public void device(DevicePart it) throws IOException {
    page.heading("Device");
    page.facts(
        List.of(
            new Html.Fact("Device", it.id()),
            new Html.Fact("Standing", it.standing()),
            new Html.Fact("Profile", it.profile()),
            new Html.Fact("Manufacturer", word(it.manufacturer())),
            new Html.Fact("Model", word(it.model())),
            new Html.Fact("Hardware", word(it.hardware())),
            new Html.Fact("Version, as last read", word(it.version())),
            new Html.Fact("First seen", it.firstSeen().toString()),
            new Html.Fact("Last seen", it.lastSeen().toString())));
    unknown(it.unknown());
    acts(it.acts());
    if (!it.events().isEmpty()) events(it.events());
  }

  private void events(List<Noted> events) throws IOException {
    page.beginTable(List.of("At", "Kind", "What happened"));
    for (Noted it : events)
      page.row(List.of(List.of(it.at().toString()), List.of(it.kind()), List.of(it.text())));
    page.endTable();
  }

  @Override
  public void deployments(List<DeploymentPart> deployments) throws IOException {
    for (DeploymentPart it : deployments) {
      page.heading("Deployment " + it.id());
      page.facts(facts(it));
      unknown(it.unknown());
      if (it.campaign().isEmpty()) acts(it.acts());
      events(it.events());
    }
    if (deployments.isEmpty()) page.paragraph("Nothing was ever ordered for it.");
  }

  private static List<Html.Fact> facts(DeploymentPart it) {
    List<Html.Fact> facts = new ArrayList<>();
    facts.add(new Html.Fact("Bundle", it.bundle()));
    facts.add(new Html.Fact("From → to", word(it.fromVersion()) + " → " + it.toVersion()));
    facts.add(
        new Html.Fact(
            "Campaign",
            it.campaign()
                .map(id -> id + ", phase " + word(it.phase()))
                .orElse("none: ordered for this device alone")));
    facts.add(new Html.Fact("Ordered", it.ordered().toString()));
    for (Sent sent : it.sent()) facts.add(new Html.Fact("Sent", words(sent)));
    if (it.sent().isEmpty()) facts.add(new Html.Fact("Sent", "nothing"));
    facts.add(new Html.Fact("Version read", read(it)));
    facts.add(new Html.Fact("Result", result(it)));
    return facts;
  }

  private static String words(Sent it) {
    return "%s at %s: %s by %s; %s; %s"
        .formatted(
            it.correlator(),
            it.at(),
            it.operation(),
            it.delivery(),
            it.step(),
            it.result()
                .map(
                    code ->
                        "reported %d (%s) with alert %s"
                            .formatted(code, word(it.meaning()), it.alert()))
                .orElse("no report"));
  }

  private static String read(DeploymentPart it) {
    return it.versionRead()
        .map(read -> "%s at %s".formatted(read.version(), read.at()))
        .orElse(NOT_KNOWN);
  }

  private static String result(DeploymentPart it) {
    return it.state()
        + it.cause().map(cause -> ", " + cause).orElse("")
        + it.endedIn().map(stage -> ", while " + stage).orElse("")
        + it.code().map(code -> ", code " + code).orElse("")
        + it.ended().map(at -> ", at " + at).orElse("")
        + ": "
        + it.reason();
  }

  @Override
  public void campaigns(List<CampaignPart> campaigns) throws IOException {
    for (CampaignPart it : campaigns) {
      page.heading("Campaign " + it.name());
      page.facts(
          List.of(
              new Html.Fact("Campaign", it.id()),
              new Html.Fact("Model", it.model()),
              new Html.Fact("Version", it.version()),
              new Html.Fact(
                  "Filter", it.filter().isEmpty() ? "none: all of the model" : it.filter()),
              new Html.Fact("State", it.state() + ": " + it.reason()),
              new Html.Fact("Made", it.created().toString()),
              new Html.Fact("Started", it.started().map(Instant::toString).orElse("not yet")),
              new Html.Fact("Last change", it.changed().toString())));
      unknown(it.unknown());
      acts(it.acts());
      consents(it.approvals());
    }
  }

  @Override
  public void releases(List<ReleasePart> releases) throws IOException {
    for (ReleasePart it : releases) {
      page.heading("Release " + it.model() + " " + it.version());
      page.facts(
          List.of(
              new Html.Fact("State", word(it.state())),
              new Html.Fact("Since", word(it.since())),
              new Html.Fact("SBOM", it.sbom().map(HtmlDossier::words).orElse(NOT_KNOWN))));
      for (AdvisoryPart advisory : it.advisories()) page.paragraph(words(advisory));
      if (it.advisories().isEmpty()) page.paragraph("No advisory names this version.");
      unknown(it.unknown());
      acts(it.acts());
      consents(it.approvals());
      for (Bundle bundle : it.bundles()) bundle(bundle);
    }
  }

  private static String words(SbomPart it) {
    return it.format()
        + it.url().map(url -> ", " + url).orElse("")
        + it.sha256().map(sha256 -> ", SHA-256 " + sha256).orElse("");
  }

  private static String words(AdvisoryPart it) {
    return "Advisory %s says %s: %s%s"
        .formatted(
            it.id(), it.says(), it.title(), it.url().map(url -> " (" + url + ")").orElse(""));
  }

  private void bundle(Bundle it) throws IOException {
    page.heading("Bundle " + it.id());
    page.facts(
        List.of(
            new Html.Fact("Name", it.name()),
            new Html.Fact("Vendor", it.vendor()),
            new Html.Fact("From version", it.fromVersion().orElse("any")),
            new Html.Fact("SHA-256", it.sha256()),
            new Html.Fact("Octets", Words.of(it.size())),
            new Html.Fact(
                "Signature",
                it.signed() ? "checked when it was added; key " + word(it.signedBy()) : "none"),
            new Html.Fact("Added", it.added().toString())));
    unknown(it.unknown());
    acts(it.acts());
  }

  @Override
  public void beginMembers() throws IOException {
    page.heading("Devices");
    page.beginTable(
        List.of("Device", "Result", "Bundle", "Sent", "Reported", "Version read", "Not known"));
  }

  @Override
  public void member(MemberPart it) throws IOException {
    Optional<DeploymentPart> deployment = it.deployment();
    List<String> unknown = new ArrayList<>(it.unknown());
    deployment.ifPresent(part -> unknown.addAll(part.unknown()));
    page.row(
        List.of(
            List.of(it.device(), it.phase().map(phase -> "phase " + phase).orElse("")),
            List.of(deployment.map(HtmlDossier::result).orElse(it.state() + ": " + it.reason())),
            deployment.map(HtmlDossier::bundleOf).orElse(List.of()),
            deployment
                .map(part -> part.sent().stream().map(HtmlDossier::words).toList())
                .orElse(List.of()),
            deployment
                .map(
                    part ->
                        part.events().stream()
                            .map(event -> event.at() + " " + event.text())
                            .toList())
                .orElse(List.of()),
            List.of(
                deployment.map(HtmlDossier::read).orElse(NOT_KNOWN),
                "said last: %s, seen last %s".formatted(word(it.version()), it.lastSeen())),
            unknown));
  }

  private static List<String> bundleOf(DeploymentPart it) {
    return List.of(
        it.bundle(),
        word(it.fromVersion()) + " → " + it.toVersion(),
        "ordered " + it.ordered(),
        "deployment " + it.id());
  }

  @Override
  public void endMembers() throws IOException {
    page.endTable();
  }

  @Override
  public void steps(List<ReleasePart> releases) throws IOException {
    if (!releases.isEmpty()) page.paragraph("On their way devices got these releases, too:");
    releases(releases);
  }

  @Override
  public void end(Head head) throws IOException {
    page.heading("The audit");
    page.paragraph(
        "When this had been written, at %s, the head of the audit was:".formatted(head.at()));
    page.paragraph("{\"number\": %d, \"chain\": \"%s\"}".formatted(head.number(), head.chain()));
    page.paragraph(
        "Kept as a file, 'audit verify --head' holds the audit to it: what was changed or removed since of the lines that this names is found.");
    page.end();
  }
}
