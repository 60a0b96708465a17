package io.fumarole.campaign.deployment;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.paging.Before;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where deployments and their history are kept.
public interface DeploymentStore {
  /// False when the device has an open deployment already.
  boolean add(Deployment deployment, Event event);

  Optional<Deployment> find(DeploymentId id);

  /// The newest first, by id among those of one time, at most `limit`; of one device, or of all.
  List<Deployment> list(Optional<DeviceId> device, Before before, int limit);

  /// The newest of a device first, at most `limit`.
  default List<Deployment> newest(DeviceId device, int limit) {
    return list(Optional.of(device), Before.ALL, limit);
  }

  /// Open deployments of a package, in the order of their devices from after `after`, at most
  /// `limit`.
  List<Deployment> open(PackageId packageId, String after, int limit);

  /// Those that had begun and were cancelled or have expired at `since` or later, by time and id;
  /// of those at `since` itself the ones with ids after `after`.
  List<Deployment> stopped(Instant since, String after, int limit);

  /// Stores `changed` if its revision is still the stored one, and counts the revision up.
  boolean update(Deployment changed, Event event);

  /// What the passing of time changes.
  ///
  /// @param event empty when nothing happened but that it was planned anew
  record Change(Deployment changed, Optional<Event> event) {}

  /// Stores each change whose revision is still the stored one, all in one transaction; a
  /// deployment that somebody else has changed meanwhile is left alone. Returns what was stored.
  List<Deployment> update(List<Change> changes);

  /// Takes open deployments whose time has come (`wakeAt`), the longest due first, at most `limit`.
  /// Until `lease` nobody else is handed them: whoever dies amid the work leaves them to the next.
  /// They count as unchanged, so that a session at hand goes on undisturbed.
  List<Deployment> claim(Instant now, Instant lease, int limit);

  /// The last `limit` things that happened to a device or in a deployment, the oldest of them
  /// first.
  List<Event> events(Optional<DeviceId> device, Optional<DeploymentId> deployment, int limit);

  /// What happened in some deployments, at most a thousand of them: of each device the oldest
  /// first.
  List<Event> events(List<DeploymentId> deployments);
}
