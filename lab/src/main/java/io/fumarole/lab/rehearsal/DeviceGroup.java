package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.lab.fleet.Share;
import java.time.ZoneId;
import java.util.Optional;

/// Devices that are alike.
///
/// @param devices how many
/// @param version that they run; empty while that is not known
/// @param hardware that they are; empty while that is not known
/// @param zone of their own, by which windows open
/// @param profile with time limits and budgets of their own; empty: as the rehearsal says
public record DeviceGroup(
    String name,
    int devices,
    Optional<String> version,
    Optional<String> hardware,
    Optional<ZoneId> zone,
    Optional<ModelProfile> profile,
    Behaviour behaviour) {
  public DeviceGroup {
    if (devices < 0) throw new IllegalArgumentException("a group of " + devices + " devices");
  }

  public DeviceGroup(
      String name,
      int devices,
      Optional<String> version,
      Optional<String> hardware,
      Optional<ZoneId> zone,
      Behaviour behaviour) {
    this(name, devices, version, hardware, zone, Optional.empty(), behaviour);
  }

  public DeviceGroup with(Behaviour value) {
    return new DeviceGroup(name, devices, version, hardware, zone, profile, value);
  }

  /// Whether any of them can come to a session at all.
  boolean isHeardOf() {
    boolean isAsked =
        behaviour.notified().isPossible() && behaviour.notified().answers().part() > 0;
    return !behaviour.gone().equals(new Share(1)) && (behaviour.poll().isPresent() || isAsked);
  }
}
