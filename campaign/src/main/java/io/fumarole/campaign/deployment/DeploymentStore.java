package io.fumarole.campaign.deployment;

import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where deployments and their history are kept.
public interface DeploymentStore {
  /// False when the device has an open deployment already.
  boolean add(Deployment deployment, Event event);

  Optional<Deployment> find(DeploymentId id);

  /// The newest first, at most `limit`; of one device, or of all.
  List<Deployment> list(Optional<DeviceId> device, int limit);

  /// Stores `changed` if its revision is still the stored one, and counts the revision up.
  boolean update(Deployment changed, Event event);

  /// Open deployments whose deadline has passed, at most `limit`.
  List<Deployment> overdue(Instant now, int limit);

  /// The last `limit` things that happened to a device or in a deployment, the oldest of them
  /// first.
  List<Event> events(Optional<DeviceId> device, Optional<DeploymentId> deployment, int limit);
}
