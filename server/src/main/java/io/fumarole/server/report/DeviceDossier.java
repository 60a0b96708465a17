package io.fumarole.server.report;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.inventory.Traits;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.server.report.Dossier.Act;
import io.fumarole.server.report.Dossier.DeploymentPart;
import io.fumarole.server.report.Dossier.DevicePart;
import io.fumarole.server.report.Dossier.ReleasePart;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything that is known of what a device got: which bundle by whom, sent when, reported what.
public final class DeviceDossier {
  private final DeploymentStore deployments;
  private final CampaignStore campaigns;
  private final Evidence evidence;
  private final InstantSource clock;

  public DeviceDossier(
      DeploymentStore deployments,
      CampaignStore campaigns,
      Evidence evidence,
      InstantSource clock) {
    this.deployments = deployments;
    this.campaigns = campaigns;
    this.evidence = evidence;
    this.clock = clock;
  }

  public void html(Device device, OutputStream out) throws IOException {
    write(device, new HtmlDossier(out));
  }

  public void json(Device device, OutputStream out) throws IOException {
    write(device, new JsonDossier(out));
  }

  private void write(Device device, DossierWriter out) throws IOException {
    List<Event> events =
        deployments.events(Optional.of(device.id()), Optional.empty(), DeviceReport.MOST_EVENTS);
    List<Deployment> all =
        deployments.newest(device.id(), DeviceReport.MOST_DEPLOYMENTS).reversed();
    Map<CampaignId, Campaign> known = new HashMap<>();
    for (Campaign it : campaigns.of(device.id(), DeviceReport.MOST_DEPLOYMENTS))
      known.put(it.id(), it);
    out.begin("device", device.id().value(), evidence.server(), clock.instant(), List.of());
    out.device(part(device, events, all));
    List<DeploymentPart> parts = new ArrayList<>();
    for (Deployment it : all) parts.add(part(it, known, events));
    out.deployments(parts);
    out.campaigns(
        known.values().stream()
            .sorted(Comparator.comparing(Campaign::created))
            .map(evidence::campaign)
            .toList());
    out.releases(releases(all));
    out.end(evidence.head(clock.instant()));
  }

  private DevicePart part(Device device, List<Event> events, List<Deployment> all) {
    Traits traits = Traits.of(device);
    List<Act> acts = evidence.acts("devices/" + device.id());
    List<String> unknown = new ArrayList<>();
    if (traits.version().isEmpty()) unknown.add("which version it runs: none was ever read");
    else
      unknown.add(
          "when that version was read: it is kept where a reading ended a deployment, and else it is not later than when the device was seen last");
    if (acts.stream().noneMatch(it -> it.action().equals("POST /devices")))
      unknown.add("who added the device is not in the audit: it may have made itself known");
    if (events.size() >= DeviceReport.MOST_EVENTS)
      unknown.add(
          "what happened before %s: older events are not kept".formatted(events.getFirst().at()));
    if (all.size() >= DeviceReport.MOST_DEPLOYMENTS)
      unknown.add("deployments before that of " + all.getFirst().created());
    gone(all)
        .forEach(
            it ->
                unknown.add(
                    "what package %s was: it is not in the catalogue any more".formatted(it)));
    return new DevicePart(
        device.id().value(),
        Words.of(device.standing()),
        device.profile(),
        traits.manufacturer(),
        traits.model(),
        traits.hardware(),
        traits.version(),
        device.firstSeen(),
        device.lastSeen(),
        events.stream()
            .filter(it -> it.deployment().isEmpty())
            .map(DossierDeployments::noted)
            .toList(),
        acts,
        unknown);
  }

  private List<PackageId> gone(List<Deployment> all) {
    return all.stream()
        .map(Deployment::packageId)
        .distinct()
        .filter(it -> evidence.releaseOf(it).isEmpty())
        .toList();
  }

  private DeploymentPart part(Deployment it, Map<CampaignId, Campaign> known, List<Event> events) {
    Optional<String> phase =
        it.part()
            .flatMap(
                part ->
                    Optional.ofNullable(known.get(part.campaign()))
                        .map(campaign -> campaign.plan().phase(part.phase()).name()));
    List<Event> own =
        events.stream().filter(event -> event.deployment().equals(Optional.of(it.id()))).toList();
    return DossierDeployments.of(it, phase, own, evidence.acts("deployments/" + it.id()));
  }

  private List<ReleasePart> releases(List<Deployment> all) {
    Set<ReleaseId> ids = new LinkedHashSet<>();
    for (Deployment it : all) evidence.releaseOf(it.packageId()).ifPresent(ids::add);
    return ids.stream().map(evidence::release).toList();
  }
}
