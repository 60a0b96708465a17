package io.fumarole.lab.fleet;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.lab.fault.FaultPlan;
import java.time.Duration;
import java.util.Optional;

/// Everything that is decided about a fleet before it starts.
///
/// @param device the settings of every device, but for its name and secrets
/// @param keys whose signatures the devices trust
/// @param becomes the version that a vendor's own file brings, which says none itself
/// @param listening where devices take notifications, if they do
/// @param connections sessions and downloads at once, of each
/// @param until the fleet is done when each device runs this version, or has said that it could not
/// @param duration the run ends after that at the latest
/// @param patience a server that answers nobody for so long ends the run
/// @param serverPid of the server, when its processor time is to be shown
public record FleetPlan(
    Members members,
    AgentConfig device,
    TrustedKeys keys,
    Optional<String> becomes,
    Rhythm rhythm,
    Link link,
    OfflineHours offline,
    Failures failures,
    FaultPlan faults,
    Optional<Listening> listening,
    int connections,
    Optional<String> until,
    Optional<Duration> duration,
    Duration patience,
    Optional<Long> serverPid) {
  public FleetPlan {
    if (connections < 1) throw new IllegalArgumentException("no connection at all");
  }
}
