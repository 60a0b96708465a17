package io.fumarole.campaign.memory;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.exchange.StoredSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An exchange store in memory with the promises of the real ones: a commit compares with what was
/// read and stores all or nothing; what was only handed to [#behind] is lost in a [#crash].
public final class MemoryStore implements ExchangeStore {
  private final Map<DeviceId, Device> devices = new LinkedHashMap<>();
  private final Map<DeviceId, Device> behind = new HashMap<>();
  private final Map<DeviceId, StoredSession> sessions = new HashMap<>();
  private final Map<DeploymentId, Deployment> deployments = new LinkedHashMap<>();
  private final Map<PackageId, FirmwarePackage> packages = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private int loads;
  private int commits;

  public synchronized MemoryStore put(Device device) {
    devices.put(device.id(), device);
    return this;
  }

  public synchronized MemoryStore put(Deployment deployment) {
    deployments.put(deployment.id(), deployment);
    return this;
  }

  public synchronized MemoryStore put(FirmwarePackage firmwarePackage) {
    packages.put(firmwarePackage.id(), firmwarePackage);
    return this;
  }

  @Override
  public synchronized Loaded load(DeviceId id, Lookup lookup) {
    loads++;
    Optional<Device> device = device(id);
    List<Deployment> wanted =
        deployments.values().stream()
            .filter(d -> d.device().equals(id))
            .filter(d -> !d.state().isEnd() || ownsOneOf(d, lookup.correlators()))
            .toList();
    List<FirmwarePackage> found =
        packages.values().stream()
            .filter(
                p ->
                    wanted.stream().anyMatch(d -> d.packageId().equals(p.id()))
                        || (lookup.offers() && isOfferedTo(device, p)))
            .toList();
    return new Loaded(device, Optional.ofNullable(sessions.get(id)), wanted, found);
  }

  private static boolean ownsOneOf(Deployment deployment, Set<String> correlators) {
    return deployment.attempts().stream()
        .map(Attempt::correlator)
        .anyMatch(c -> correlators.contains(c.text()));
  }

  /// A device that has not told its model yet may do so in this very message.
  private static boolean isOfferedTo(Optional<Device> device, FirmwarePackage p) {
    return p.isOffered() && device.flatMap(Device::model).map(p.model()::equals).orElse(true);
  }

  @Override
  public synchronized boolean commit(Loaded asRead, Changes changes) {
    if (!isAsRead(asRead, changes)) return false;
    commits++;
    changes
        .device()
        .ifPresent(
            device -> {
              behind.remove(device.id());
              devices.put(device.id(), device.withRevision(device.revision() + 1));
              if (changes.session() instanceof SessionChange.Put(var session))
                sessions.put(device.id(), session);
            });
    for (Deployment d : changes.deployments())
      deployments.put(d.id(), d.withRevision(d.revision() + 1));
    events.addAll(changes.events());
    return true;
  }

  private boolean isAsRead(Loaded asRead, Changes changes) {
    for (Device changed : changes.device().stream().toList()) {
      Device stored = devices.get(changed.id());
      boolean sameDevice =
          asRead
              .device()
              .map(Device::revision)
              .equals(Optional.ofNullable(stored).map(Device::revision));
      boolean sameSession =
          asRead.session().equals(Optional.ofNullable(sessions.get(changed.id())));
      if (!sameDevice || !sameSession) return false;
    }
    for (Deployment changed : changes.deployments()) {
      Deployment stored = deployments.get(changed.id());
      if (stored == null ? hasOther(changed) : stored.revision() != changed.revision())
        return false;
    }
    return true;
  }

  /// At most one deployment of a device is open.
  private boolean hasOther(Deployment created) {
    return deployments.values().stream()
        .anyMatch(d -> d.device().equals(created.device()) && !d.state().isEnd());
  }

  @Override
  public synchronized void behind(Behind changes) {
    Device device = changes.device();
    Device stored = devices.get(device.id());
    if (stored != null && stored.revision() == device.revision()) behind.put(device.id(), device);
  }

  /// Loses what was not committed.
  public synchronized void crash() {
    behind.clear();
  }

  public synchronized Optional<Device> device(DeviceId id) {
    return Optional.ofNullable(behind.getOrDefault(id, devices.get(id)));
  }

  public synchronized Optional<Deployment> deployment(DeploymentId id) {
    return Optional.ofNullable(deployments.get(id));
  }

  /// All deployments in the order of their making.
  public synchronized List<Deployment> deployments() {
    return List.copyOf(deployments.values());
  }

  public synchronized Optional<StoredSession> session(DeviceId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /// How often something was read.
  public synchronized int loads() {
    return loads;
  }

  /// How often something was committed.
  public synchronized int commits() {
    return commits;
  }
}
