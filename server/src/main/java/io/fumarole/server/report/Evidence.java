package io.fumarole.server.report;

import io.fumarole.campaign.audit.AuditChain;
import io.fumarole.campaign.audit.AuditEntry;
import io.fumarole.campaign.audit.AuditStore;
import io.fumarole.campaign.audit.AuditStore.Linked;
import io.fumarole.campaign.audit.AuditStore.Wanted;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.Release;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.ReleaseState;
import io.fumarole.campaign.catalogue.ReleaseStore;
import io.fumarole.campaign.catalogue.Sbom;
import io.fumarole.campaign.inventory.Advisory;
import io.fumarole.campaign.inventory.AdvisoryStore;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.report.Dossier.Act;
import io.fumarole.server.report.Dossier.AdvisoryPart;
import io.fumarole.server.report.Dossier.Bundle;
import io.fumarole.server.report.Dossier.CampaignPart;
import io.fumarole.server.report.Dossier.Consent;
import io.fumarole.server.report.Dossier.Head;
import io.fumarole.server.report.Dossier.ReleasePart;
import io.fumarole.server.report.Dossier.SbomPart;
import io.fumarole.storage.ApprovalStore;
import io.fumarole.storage.ApprovalStore.Approval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what people decided out of the catalogue, the approvals and the audit.
///
/// @param server the version of the program that reads it
public record Evidence(
    ReleaseStore releases,
    AdvisoryStore advisories,
    PackageStore packages,
    ApprovalStore approvals,
    AuditStore audit,
    String server) {
  /// Of one subject. What people do by hand never comes to so many.
  static final int MOST_LINES = 1_000;

  private static final int MOST_APPROVALS = 100;

  /// What was done about something, the oldest first.
  List<Act> acts(String subject) {
    List<AuditEntry> lines = lines(subject);
    Map<Long, AuditEntry> endings = new HashMap<>();
    for (AuditEntry line : lines) line.asked().ifPresent(asked -> endings.put(asked, line));
    List<Act> acts = new ArrayList<>();
    for (AuditEntry line : lines) {
      if (line.asked().isEmpty()) {
        AuditEntry ending = endings.remove(line.number());
        acts.add(ending == null ? act(line, line.number()) : ended(ending));
      } else if (endings.containsKey(line.asked().get())) {
        // What it made has a name only since it was made: the line before is about another subject.
        acts.add(ended(line));
        endings.remove(line.asked().get());
      }
    }
    return acts;
  }

  private List<AuditEntry> lines(String subject) {
    var wanted =
        new Wanted(
            Optional.empty(),
            Optional.of(subject),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return audit.list(wanted, MOST_LINES).stream().map(Linked::entry).toList().reversed();
  }

  private static Act ended(AuditEntry ending) {
    return act(ending, ending.asked().orElseThrow());
  }

  private static Act act(AuditEntry line, long number) {
    return new Act(
        number,
        line.asked().map(_ -> line.number()),
        line.at(),
        line.kind(),
        line.actor(),
        line.from(),
        line.action(),
        line.outcome());
  }

  private static void noteCut(List<Act> acts, String what, List<String> unknown) {
    if (acts.size() >= MOST_LINES / 2)
      unknown.add(
          "what was done about %s before line %d of the audit is not in this dossier"
              .formatted(what, acts.getFirst().number()));
  }

  /// Also what was asked of a second person is answered with a 2xx, and not done by it.
  private static boolean isDone(Act act) {
    return act.outcome().startsWith("2") && !act.outcome().equals("202");
  }

  private static boolean isDone(List<Act> acts, String action) {
    return acts.stream().anyMatch(it -> isDone(it) && it.action().equals(action));
  }

  private List<Consent> consents(String action, String subject, Optional<String> detail) {
    return approvals.about(action, subject, MOST_APPROVALS).stream()
        .filter(it -> detail.isEmpty() || detail.get().equals(it.detail()))
        .map(this::consent)
        .toList()
        .reversed();
  }

  private Consent consent(Approval it) {
    return new Consent(
        it.id(),
        it.asker(),
        it.asked(),
        Words.of(it.state()),
        it.decider(),
        it.decided(),
        Optional.of(it.words()).filter(words -> !words.isEmpty()),
        acts("approvals/" + it.id()));
  }

  CampaignPart campaign(Campaign campaign) {
    String id = campaign.id().value();
    List<Act> acts = acts("campaigns/" + id);
    List<Consent> consents = consents("campaign", id, Optional.empty());
    List<String> unknown = new ArrayList<>();
    noteCut(acts, "the campaign", unknown);
    if (!isDone(acts, "POST /campaigns")) unknown.add("who made the campaign is not in the audit");
    boolean isAgreed = consents.stream().anyMatch(it -> it.state().equals("approved"));
    boolean isStarted = isDone(acts, "POST /campaigns/{id}/start") || isAgreed;
    if (campaign.progress().started().isPresent() && !isStarted)
      unknown.add("who started the campaign is not in the audit");
    return new CampaignPart(
        id,
        campaign.plan().name(),
        campaign.plan().release().model(),
        campaign.plan().release().version(),
        campaign.plan().target().filter(),
        campaign.state().word(),
        campaign.reason(),
        campaign.created(),
        campaign.progress().started(),
        campaign.changed(),
        acts,
        consents,
        unknown);
  }

  /// A release with all its bundles; what was deleted is said to be gone.
  ReleasePart release(ReleaseId id) {
    Optional<Release> found = releases.find(id);
    List<Act> acts = acts("release/" + id.model() + " " + id.version());
    List<Consent> consents = consents("release", id.model(), Optional.of(id.version()));
    List<String> unknown = new ArrayList<>();
    noteCut(acts, "the release", unknown);
    if (found.isEmpty()) unknown.add("the release is not in the catalogue any more");
    Optional<Sbom> sbom = found.flatMap(it -> it.details().sbom());
    if (sbom.isEmpty()) unknown.add("what its software is made of: no SBOM was given");
    boolean isAgreed = consents.stream().anyMatch(it -> it.state().equals("approved"));
    if (!isDone(acts, "POST /release/release") && !isAgreed)
      unknown.add(
          found.filter(it -> it.state() == ReleaseState.RELEASED).isPresent()
              ? "who released it: it was released as its first package was added, or before there was an audit"
              : "that somebody released it is not in the audit");
    return new ReleasePart(
        id.model(),
        id.version(),
        found.map(it -> it.state().word()),
        found.map(Release::since),
        sbom.map(it -> new SbomPart(Words.of(it.format()), it.url(), it.sha256())),
        advisories(id),
        packages.find(id.model(), id.version()).stream().map(this::bundle).toList(),
        acts,
        consents,
        unknown);
  }

  private List<AdvisoryPart> advisories(ReleaseId id) {
    List<AdvisoryPart> parts = new ArrayList<>();
    for (Advisory it : advisories.advisories())
      it.of(id.model(), id.version())
          .ifPresent(
              says -> parts.add(new AdvisoryPart(it.id(), it.title(), it.url(), Words.of(says))));
    return parts;
  }

  /// The release of a package that devices got; empty when it is not in the catalogue any more.
  Optional<ReleaseId> releaseOf(PackageId id) {
    return packages.find(id).map(FirmwarePackage::release);
  }

  private Bundle bundle(FirmwarePackage it) {
    List<Act> acts = acts("packages/" + it.id());
    List<String> unknown = new ArrayList<>();
    if (acts.stream().noneMatch(act -> act.action().startsWith("POST") && isDone(act)))
      unknown.add("who added the package is not in the audit");
    if (!it.isSigned()) unknown.add("who made the file: it is not signed");
    else if (it.signedBy().isEmpty())
      unknown.add("with which key it was signed was not kept when it was added");
    return new Bundle(
        it.id().value(),
        it.name(),
        it.vendor(),
        it.fromVersion(),
        it.sha256(),
        it.size(),
        it.isSigned(),
        it.signedBy(),
        it.added(),
        acts,
        unknown);
  }

  /// The last line of the audit.
  Head head(Instant now) {
    Optional<Linked> last = audit.head();
    Octets chain = last.map(Linked::chain).orElse(AuditChain.START);
    return new Head(
        last.map(it -> it.entry().number()).orElse(0L),
        HexFormat.of().formatHex(chain.toByteArray()),
        now);
  }
}
