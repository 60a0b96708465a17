package io.fumarole.server.rest;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.profile.ProfileCheck;
import io.fumarole.campaign.profile.ProfileException;
import io.fumarole.campaign.profile.ProfileParser;
import io.fumarole.campaign.profile.ProfileProposal;
import io.fumarole.server.LiveProfiles;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What one device says about the profile of its model.
public final class DeviceProfileResource implements RestApi.Resource {
  private final DeviceStore devices;
  private final LiveProfiles profiles;

  public DeviceProfileResource(DeviceStore devices, LiveProfiles profiles) {
    this.devices = devices;
    this.profiles = profiles;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/devices/{id}/profile-proposal", this::propose, Scope.READ)
        .post(RestApi.BASE + "/devices/{id}/profile-check", this::check, Scope.READ);
  }

  /// @param found what was read of the device
  /// @param unknown what was not, and what the profile says instead
  record Proposal(JsonNode profile, List<String> found, List<String> unknown) {}

  private void propose(Context context) {
    Device device = device(context);
    try {
      var proposal = ProfileProposal.of(device, profiles.of(device), Input.query(context, "name"));
      context.json(
          new Proposal(Input.JSON.readTree(proposal.json()), proposal.found(), proposal.unknown()));
    } catch (ProfileException e) {
      throw new BadRequest(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
    }
  }

  /// The body is the profile, which need not be on the server.
  private void check(Context context) {
    Device device = device(context);
    String json = Input.json(context, JsonNode.class).toString();
    try {
      ModelProfile profile = ProfileParser.parse("the profile", json);
      List<String> remarks = new ArrayList<>(ProfileCheck.of(profile));
      remarks.addAll(ProfileCheck.of(profile, device));
      context.json(Map.of("remarks", remarks));
    } catch (ProfileException e) {
      throw new BadRequest(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
    }
  }

  private Device device(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    return devices
        .find(id)
        .orElseThrow(() -> new BadRequest(HttpStatus.NOT_FOUND, "no device " + id));
  }
}
