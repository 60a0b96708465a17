package io.fumarole.campaign.device;

import java.util.List;
import java.util.Optional;

/// Where devices are kept. The device path goes through the exchange's own store instead.
public interface DeviceStore {
  /// False when the device exists already.
  boolean add(Device device);

  Optional<Device> find(DeviceId id);

  /// Devices by id, after `after` (exclusive; empty for the first page), at most `limit`.
  List<Device> list(String after, int limit);

  /// Stores `changed` if its revision is still the stored one, and counts the revision up.
  boolean update(Device changed);
}
