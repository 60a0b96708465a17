package io.fumarole.server.rest;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.server.report.CampaignDossier;
import io.fumarole.server.report.DeviceDossier;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;

/// `/campaigns/{id}/dossier` and `/devices/{id}/dossier`: for whoever may read the audit, because
/// its lines are in there.
public final class DossiersResource implements RestApi.Resource {
  private final CampaignStore campaigns;
  private final DeviceStore devices;
  private final CampaignDossier ofCampaign;
  private final DeviceDossier ofDevice;

  public DossiersResource(
      CampaignStore campaigns,
      DeviceStore devices,
      CampaignDossier ofCampaign,
      DeviceDossier ofDevice) {
    this.campaigns = campaigns;
    this.devices = devices;
    this.ofCampaign = ofCampaign;
    this.ofDevice = ofDevice;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/campaigns/{id}/dossier", this::campaign, Scope.APPROVE)
        .get(RestApi.BASE + "/devices/{id}/dossier", this::device, Scope.APPROVE);
  }

  private enum Format {
    HTML,
    JSON
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
      case JSON -> json(context, "campaign", out -> ofCampaign.json(campaign, out));
    }
  }

  private void device(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    Format format = format(context);
    Device device =
        devices.find(id).orElseThrow(() -> new BadRequest(HttpStatus.NOT_FOUND, "no device " + id));
    switch (format) {
      case HTML -> Streamed.page(context, out -> ofDevice.html(device, out));
      case JSON -> json(context, "device", out -> ofDevice.json(device, out));
    }
  }

  private static void json(Context context, String name, Streamed.Writing dossier) {
    context.header(
        Header.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "-dossier.json\"");
    Streamed.send(context, "application/json", dossier);
  }
}
