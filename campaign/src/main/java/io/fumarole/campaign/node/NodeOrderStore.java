package io.fumarole.campaign.node;

import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps the orders of operators to nodes of devices.
public interface NodeOrderStore {
  /// How many of a device may be open at once.
  int MOST_OPEN = 100;

  /// How many of a device are kept, the newest.
  int MOST_KEPT = 1_000;

  /// Queues an order behind the device's others.
  ///
  /// @return empty when the device has [#MOST_OPEN] open ones already, or is not there
  Optional<NodeOrder> add(DeviceId device, OrderRequest request, Instant now, Instant until);

  Optional<NodeOrder> find(DeviceId device, long number);

  /// The newest first.
  ///
  /// @param before only those with a smaller number
  List<NodeOrder> list(DeviceId device, long before, int limit);

  /// False when it is no longer as it was read.
  boolean update(NodeOrder changed);

  /// Ends at most `limit` of those that waited for too long; returns how many.
  int expire(Instant now, int limit);
}
