package io.fumarole.campaign.plan;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.util.Optional;

/// A device in a campaign.
///
/// @param place where it stands in the order; the lowest is taken first
/// @param number it has in the campaign, which the ids of its deployments hold
/// @param phase that has taken it
/// @param deployment the one that counts
/// @param tries how often it was tried again
/// @param way how far it has come over other versions
/// @param out why it gets nothing from the campaign; empty while it may
public record Member(
    DeviceId device,
    long place,
    long number,
    Optional<Integer> phase,
    Optional<DeploymentId> deployment,
    int tries,
    Way way,
    Optional<String> out) {

  /// @param steps that it has taken, and that were proved
  /// @param deadline of the first, which holds for those that follow
  public record Way(int steps, Optional<Instant> deadline) {
    static final Way BEFORE = new Way(0, Optional.empty());
  }

  public static Member waiting(DeviceId device, long place, long number) {
    return new Member(
        device, place, number, Optional.empty(), Optional.empty(), 0, Way.BEFORE, Optional.empty());
  }

  public DeploymentId nextDeployment(CampaignId campaign) {
    return new DeploymentId(
        campaign
            + "d"
            + number
            + (way.steps() == 0 ? "" : "s" + way.steps())
            + (tries == 0 ? "" : "r" + tries));
  }

  public Member taken(int byPhase) {
    return new Member(device, place, number, Optional.of(byPhase), deployment, tries, way, out);
  }

  public Member with(DeploymentId value) {
    return new Member(device, place, number, phase, Optional.of(value), tries, way, out);
  }

  /// Waits for another deployment in the phase that it is in, with time of its own.
  public Member again() {
    var anew = new Way(way.steps(), Optional.empty());
    return new Member(device, place, number, phase, Optional.empty(), tries + 1, anew, out);
  }

  /// Has come a step farther, and waits for the next.
  public Member farther(Instant deadline) {
    var next = new Way(way.steps() + 1, Optional.of(deadline));
    return new Member(device, place, number, phase, Optional.empty(), tries, next, out);
  }

  public Member out(String why) {
    return new Member(device, place, number, phase, deployment, tries, way, Optional.of(why));
  }
}
