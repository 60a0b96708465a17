package io.fumarole.campaign.plan;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.inventory.Traits;
import java.util.Optional;

/// Devices of a model that a campaign treats the same.
///
/// @param version that they run; empty while that is not known
/// @param hardware `DevDetail/HwV`; empty while that is not known, or nothing depends on it
/// @param isByHardware whether devices of other hardware are of another kind
public record Kind(Optional<String> version, Optional<String> hardware, boolean isByHardware) {
  /// Of whatever hardware.
  public static Kind running(Optional<String> version) {
    return new Kind(version, Optional.empty(), false);
  }

  public static Kind of(Optional<String> version, Optional<String> hardware, boolean byHardware) {
    return new Kind(version, byHardware ? hardware : Optional.empty(), byHardware);
  }

  public static Kind of(Device device, boolean byHardware) {
    return of(Traits.of(device), byHardware);
  }

  static Kind of(Traits traits, boolean byHardware) {
    return of(traits.version(), traits.hardware(), byHardware);
  }

  public boolean includes(Device device) {
    return of(device, isByHardware).equals(this);
  }

  String words() {
    return version.orElse("an unknown version") + hardware.map(it -> " on " + it).orElse("");
  }
}
