package io.fumarole.campaign.plan;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// What decides where a device stands in a campaign, as read at one time.
///
/// @param version that the device said last that it runs
/// @param zone of its own, by which windows open
/// @param member empty when the campaign has not taken it
/// @param deployment the one that counts
/// @param open the device's open one, of whoever
public record Participation(
    DeviceId device,
    Device.Standing standing,
    Optional<String> version,
    Instant lastSeen,
    Optional<ZoneId> zone,
    Optional<Member> member,
    Optional<Deployment> deployment,
    Optional<Open> open) {
  /// A deployment that keeps others from its device.
  ///
  /// @param campaign empty for one that was ordered by itself
  public record Open(DeploymentId id, DeploymentState state, Optional<CampaignId> campaign) {
    static Open of(Deployment deployment) {
      return new Open(
          deployment.id(), deployment.state(), deployment.part().map(Goal.Part::campaign));
    }
  }

  public static Participation of(
      Device device,
      Optional<ZoneId> zone,
      Optional<Member> member,
      Optional<Deployment> deployment,
      Optional<Deployment> open) {
    return new Participation(
        device.id(),
        device.standing(),
        device.version(),
        device.lastSeen(),
        zone,
        member,
        deployment,
        open.map(Open::of));
  }
}
