package io.fumarole.server.report;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.campaign.plan.Participation;
import io.fumarole.server.report.Dossier.DeploymentPart;
import io.fumarole.server.report.Dossier.MemberPart;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who decided that a release goes to many devices, and what came of it with each of them. Devices
/// are read a page at a time and written as they are read.
public final class CampaignDossier {
  /// Of a deployment's events those that are a device's own word; all are in the device's dossier.
  private static final Set<String> KINDS = Set.of("report", "late");

  private final CampaignStore campaigns;
  private final DeploymentStore deployments;
  private final Evidence evidence;
  private final InstantSource clock;

  public CampaignDossier(
      CampaignStore campaigns,
      DeploymentStore deployments,
      Evidence evidence,
      InstantSource clock) {
    this.campaigns = campaigns;
    this.deployments = deployments;
    this.evidence = evidence;
    this.clock = clock;
  }

  public void html(Campaign campaign, OutputStream out) throws IOException {
    write(campaign, new HtmlDossier(out));
  }

  public void json(Campaign campaign, OutputStream out) throws IOException {
    write(campaign, new JsonDossier(out));
  }

  private void write(Campaign campaign, DossierWriter out) throws IOException {
    Instant asOf = clock.instant();
    var release =
        new ReleaseId(campaign.plan().release().model(), campaign.plan().release().version());
    List<String> notes = new ArrayList<>();
    if (!campaign.state().isEnd())
      notes.add(
          "This campaign is %s: what follows was read from %s on, and will change."
              .formatted(campaign.state().word(), asOf));
    out.begin("campaign", campaign.id().value(), evidence.server(), asOf, notes);
    out.campaigns(List.of(evidence.campaign(campaign)));
    out.releases(List.of(evidence.release(release)));
    out.beginMembers();
    Set<PackageId> given = members(campaign, asOf, out);
    out.endMembers();
    Set<ReleaseId> steps = new LinkedHashSet<>();
    for (PackageId it : given) evidence.releaseOf(it).ifPresent(steps::add);
    steps.remove(release);
    out.steps(steps.stream().map(evidence::release).toList());
    out.end(evidence.head(clock.instant()));
  }

  /// @return the packages that devices got
  private Set<PackageId> members(Campaign campaign, Instant now, DossierWriter out)
      throws IOException {
    Set<PackageId> given = new HashSet<>();
    String after = "";
    List<Participation> page;
    do {
      page = campaigns.participations(campaign.id(), after, CampaignReport.PAGE);
      Map<DeploymentId, List<Event>> reports = reports(page);
      for (Participation it : page) {
        it.deployment().ifPresent(deployment -> given.add(deployment.packageId()));
        out.member(part(campaign, it, reports, now));
        after = it.device().value();
      }
    } while (page.size() == CampaignReport.PAGE);
    return given;
  }

  private Map<DeploymentId, List<Event>> reports(List<Participation> page) {
    List<DeploymentId> ids =
        page.stream().flatMap(it -> it.deployment().stream()).map(Deployment::id).toList();
    return deployments.events(ids).stream()
        .filter(it -> KINDS.contains(it.kind()))
        .collect(Collectors.groupingBy(it -> it.deployment().orElseThrow()));
  }

  private static MemberPart part(
      Campaign campaign,
      Participation device,
      Map<DeploymentId, List<Event>> reports,
      Instant now) {
    ReportRow row = ReportRow.of(campaign, device, now);
    List<String> unknown = new ArrayList<>();
    if (row.runs().isEmpty()) unknown.add("which version it runs: none was ever read");
    if (row.deployment().isEmpty())
      unknown.add("what it got: the campaign has ordered nothing for it");
    if (row.tries() > 0)
      unknown.add("what came of earlier tries: they are in the dossier of the device");
    Optional<DeploymentPart> deployment =
        row.deployment()
            .map(
                it ->
                    DossierDeployments.of(
                        it, row.phase(), reports.getOrDefault(it.id(), List.of()), List.of()));
    return new MemberPart(
        row.device(),
        row.phase(),
        row.state(),
        row.reason(),
        row.tries(),
        row.runs(),
        row.lastSeen(),
        deployment,
        unknown);
  }
}
