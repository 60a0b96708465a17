package io.fumarole.server.report;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.inventory.Traits;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignStore;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What happened to one device: its deployments, and its events.
public final class DeviceReport {
  /// The newest ones. Few devices are ever updated so often.
  static final int MOST_DEPLOYMENTS = 1_000;

  /// As many as are kept of a device.
  static final int MOST_EVENTS = 2_000;

  private final DeploymentStore deployments;
  private final CampaignStore campaigns;
  private final InstantSource clock;

  public DeviceReport(DeploymentStore deployments, CampaignStore campaigns, InstantSource clock) {
    this.deployments = deployments;
    this.campaigns = campaigns;
    this.clock = clock;
  }

  /// Its deployments, the newest first.
  public void csv(Device device, OutputStream out) throws IOException {
    var report = new CsvReport(out);
    Instant asOf = clock.instant();
    Map<CampaignId, Campaign> known = campaigns(device);
    report.begin();
    for (Deployment deployment : deployments(device))
      report.add(
          row(device, deployment, known),
          asOf,
          campaign(deployment, known).map(it -> it.state().word()).orElse(""));
    report.end();
  }

  /// Its events, the oldest first.
  public void eventsCsv(Device device, OutputStream out) throws IOException {
    var report = new CsvReport(out);
    report.addAll(events(device));
    report.end();
  }

  public void html(Device device, OutputStream out) throws IOException {
    var page = new Html(out);
    Map<CampaignId, Campaign> known = campaigns(device);
    List<Deployment> all = deployments(device);
    page.begin("Device " + device.id());
    page.facts(facts(device));
    page.heading("Deployments");
    page.beginTable(HtmlRows.COLUMNS);
    for (Deployment deployment : all) page.row(HtmlRows.of(row(device, deployment, known)));
    page.endTable();
    if (all.size() == MOST_DEPLOYMENTS)
      page.paragraph("These are the newest " + MOST_DEPLOYMENTS + ".");
    page.heading("Events");
    page.beginTable(List.of("At", "Deployment", "Kind", "What happened"));
    for (Event event : events(device))
      page.row(
          List.of(
              List.of(event.at().toString()),
              List.of(event.deployment().map(Object::toString).orElse("")),
              List.of(event.kind()),
              List.of(event.text())));
    page.endTable();
    page.end();
  }

  private List<Html.Fact> facts(Device device) {
    Traits traits = Traits.of(device);
    return List.of(
        new Html.Fact("Device", device.id().value()),
        new Html.Fact("Standing", Words.of(device.standing())),
        new Html.Fact("Profile", device.profile()),
        new Html.Fact("Manufacturer", traits.manufacturer().orElse("")),
        new Html.Fact("Model", traits.model().orElse("")),
        new Html.Fact("Version", traits.version().orElse("")),
        new Html.Fact("Hardware", traits.hardware().orElse("")),
        new Html.Fact("First seen", device.firstSeen().toString()),
        new Html.Fact("Last seen", device.lastSeen().toString()),
        new Html.Fact("As of", clock.instant().toString()));
  }

  private List<Deployment> deployments(Device device) {
    return deployments.newest(device.id(), MOST_DEPLOYMENTS);
  }

  private List<Event> events(Device device) {
    return deployments.events(Optional.of(device.id()), Optional.empty(), MOST_EVENTS);
  }

  private Map<CampaignId, Campaign> campaigns(Device device) {
    Map<CampaignId, Campaign> known = new HashMap<>();
    for (Campaign campaign : campaigns.of(device.id(), MOST_DEPLOYMENTS))
      known.put(campaign.id(), campaign);
    return known;
  }

  private static Optional<Campaign> campaign(
      Deployment deployment, Map<CampaignId, Campaign> known) {
    return deployment.part().flatMap(it -> Optional.ofNullable(known.get(it.campaign())));
  }

  private static ReportRow row(
      Device device, Deployment deployment, Map<CampaignId, Campaign> known) {
    Optional<String> phase =
        campaign(deployment, known)
            .map(it -> it.plan().phase(deployment.part().orElseThrow().phase()).name());
    return ReportRow.of(device, deployment, phase);
  }
}
