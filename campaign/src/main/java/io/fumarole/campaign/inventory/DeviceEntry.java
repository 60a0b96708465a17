package io.fumarole.campaign.inventory;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A device's line in the inventory: all that a filter may ask, and no secrets. Times are whole
/// milliseconds.
///
/// @param address where notifications reach it
public record DeviceEntry(
    DeviceId id,
    Device.Standing standing,
    String profile,
    Traits traits,
    Optional<String> address,
    Instant firstSeen,
    Instant lastSeen,
    Labels labels) {
  public DeviceEntry {
    firstSeen = firstSeen.truncatedTo(ChronoUnit.MILLIS);
    lastSeen = lastSeen.truncatedTo(ChronoUnit.MILLIS);
  }

  public static DeviceEntry of(Device device, Labels labels) {
    return new DeviceEntry(
        device.id(),
        device.standing(),
        device.profile(),
        Traits.of(device),
        device.address(),
        device.firstSeen(),
        device.lastSeen(),
        labels);
  }

  public DeviceEntry with(Labels value) {
    return new DeviceEntry(id, standing, profile, traits, address, firstSeen, lastSeen, value);
  }
}
