package io.fumarole.campaign.plan;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
import java.util.Optional;

/// A device in a campaign.
///
/// @param place where it stands in the order; the lowest is taken first
/// @param number it has in the campaign, which the ids of its deployments hold
/// @param phase that has taken it
/// @param deployment the one that counts
/// @param tries how often it was tried again
/// @param out why it gets nothing from the campaign; empty while it may
public record Member(
    DeviceId device,
    long place,
    long number,
    Optional<Integer> phase,
    Optional<DeploymentId> deployment,
    int tries,
    Optional<String> out) {

  public static Member waiting(DeviceId device, long place, long number) {
    return new Member(
        device, place, number, Optional.empty(), Optional.empty(), 0, Optional.empty());
  }

  public DeploymentId nextDeployment(CampaignId campaign) {
    return new DeploymentId(campaign + "d" + number + (tries == 0 ? "" : "r" + tries));
  }

  public Member taken(int byPhase) {
    return new Member(device, place, number, Optional.of(byPhase), deployment, tries, out);
  }

  public Member with(DeploymentId value) {
    return new Member(device, place, number, phase, Optional.of(value), tries, out);
  }

  /// Waits for another deployment in the phase that it is in.
  public Member again() {
    return new Member(device, place, number, phase, Optional.empty(), tries + 1, out);
  }

  public Member out(String why) {
    return new Member(device, place, number, phase, deployment, tries, Optional.of(why));
  }
}
