package io.fumarole.server.rest;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.server.report.CampaignReport;
import io.fumarole.server.report.DeviceReport;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.Optional;

/// `/campaigns/{id}/report` and `/devices/{id}/report`.
public final class ReportsResource implements RestApi.Resource {
  private final CampaignStore campaigns;
  private final DeviceStore devices;
  private final CampaignReport ofCampaign;
  private final DeviceReport ofDevice;

  public ReportsResource(
      CampaignStore campaigns,
      DeviceStore devices,
      CampaignReport ofCampaign,
      DeviceReport ofDevice) {
    this.campaigns = campaigns;
    this.devices = devices;
    this.ofCampaign = ofCampaign;
    this.ofDevice = ofDevice;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/campaigns/{id}/report", this::campaign, Scope.READ)
        .get(RestApi.BASE + "/devices/{id}/report", this::device, Scope.READ);
  }

  private enum Format {
    HTML,
    CSV
  }

  private enum Rows {
    DEPLOYMENTS,
    EVENTS
  }

  private static Format format(Context context) {
    return Input.query(context, "format")
        .map(word -> Input.word("format", word, Format.values()))
        .orElse(Format.HTML);
  }

  private void campaign(Context context) {
    CampaignId id = Input.id(context.pathParam("id"), CampaignId::new);
    Format format = format(context);
    Campaign campaign =
        campaigns
            .find(id)
            .orElseThrow(() -> new BadRequest(HttpStatus.NOT_FOUND, "no campaign " + id));
    switch (format) {
      case HTML -> Streamed.page(context, out -> ofCampaign.html(campaign, out));
      case CSV -> csv(context, "campaign", out -> ofCampaign.csv(campaign, out));
    }
  }

  private void device(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    Format format = format(context);
    Optional<Rows> rows =
        Input.query(context, "rows").map(word -> Input.word("rows", word, Rows.values()));
    if (format == Format.HTML && rows.isPresent())
      throw BadRequest.of("rows", "a page has both: it goes with format=csv");
    Device device =
        devices.find(id).orElseThrow(() -> new BadRequest(HttpStatus.NOT_FOUND, "no device " + id));
    switch (format) {
      case HTML -> Streamed.page(context, out -> ofDevice.html(device, out));
      case CSV ->
          csv(
              context,
              "device",
              rows.equals(Optional.of(Rows.EVENTS))
                  ? out -> ofDevice.eventsCsv(device, out)
                  : out -> ofDevice.csv(device, out));
    }
  }

  private static void csv(Context context, String name, Streamed.Writing rows) {
    context.header(Header.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "-report.csv\"");
    Streamed.send(context, "text/csv; charset=utf-8", rows);
  }
}
