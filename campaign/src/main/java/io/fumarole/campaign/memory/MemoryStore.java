package io.fumarole.campaign.memory;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.ReleaseStore;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.exchange.StoredSession;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.node.NodeOrderStore;
import io.fumarole.campaign.notification.NotificationStore;
import io.fumarole.campaign.paging.Before;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.campaign.plan.Rule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// All records in memory, with the promises of the real stores, which the contract suite checks: a
/// commit compares with what was read and stores all or nothing; what was only handed to [#behind]
/// is lost in a [#crash].
public final class MemoryStore implements ExchangeStore, DeviceStore, DeploymentStore {
  private final Map<String, Device> devices = new TreeMap<>();
  private final Map<DeviceId, Device> behind = new LinkedHashMap<>();
  private final Map<DeviceId, StoredSession> sessions = new HashMap<>();
  private final Map<DeploymentId, Deployment> deployments = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final MemoryCampaigns campaigns = new MemoryCampaigns(this);
  private final MemoryNodeOrders nodeOrders = new MemoryNodeOrders(this);
  private final MemoryReleases releases = new MemoryReleases();
  private final MemoryPackages packages = new MemoryPackages(this, releases);
  private volatile Function<DeviceId, Labels> labels = _ -> Labels.NONE;
  private final MemoryNotifications notifications = new MemoryNotifications(this);
  private int loads;
  private int commits;

  public synchronized MemoryStore put(Device device) {
    devices.put(device.id().value(), device);
    return this;
  }

  public synchronized MemoryStore put(Deployment deployment) {
    deployments.put(deployment.id(), deployment);
    return this;
  }

  public synchronized MemoryStore put(FirmwarePackage firmwarePackage) {
    packages.put(firmwarePackage);
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
    int strangers = device.isPresent() ? 0 : lookup.strangers().map(this::count).orElse(0);
    Optional<Rule> rule =
        wanted.stream()
            .filter(d -> !d.state().isEnd())
            .flatMap(d -> d.part().stream())
            .flatMap(part -> campaigns.find(part.campaign()).stream())
            .map(campaign -> Rule.of(campaign).with(labels.apply(id)))
            .findFirst();
    return new Loaded(
        device,
        Optional.ofNullable(sessions.get(id)),
        wanted,
        packages.of(wanted, device, lookup.offers()),
        nodeOrders.open(id),
        rule,
        strangers);
  }

  Optional<ZoneId> zone(DeviceId device) {
    return labels.apply(device).zone();
  }

  /// What is written on the devices.
  void label(Function<DeviceId, Labels> byDevice) {
    labels = byDevice;
  }

  private int count(Strangers strangers) {
    return (int)
        devices.values().stream()
            .filter(d -> d.standing() == strangers.standing() && d.client().isEmpty())
            .limit(strangers.most())
            .count();
  }

  private static boolean ownsOneOf(Deployment deployment, Set<String> correlators) {
    return deployment.attempts().stream()
        .map(Attempt::correlator)
        .anyMatch(c -> correlators.contains(c.text()));
  }

  @Override
  public synchronized boolean commit(Loaded asRead, Changes changes) {
    if (changes.isEmpty()) return true;
    if (!isAsRead(asRead, changes)) return false;
    commits++;
    changes
        .device()
        .ifPresent(
            device -> {
              Device merged = find(device.id()).map(device::latest).orElse(device);
              store(merged, asRead.device().map(Device::revision).orElse(-1L));
            });
    if (changes.session() instanceof SessionChange.Put(var session)) {
      var id = new DeviceId(session.state().deviceId());
      sessions.put(id, session);
      changes.answer(asRead).ifPresent(answer -> notifications.answered(id, answer));
    }
    for (Deployment d : changes.deployments()) {
      boolean isNew = !deployments.containsKey(d.id());
      deployments.put(d.id(), isNew ? d : d.withRevision(d.revision() + 1));
    }
    changes.orders().forEach(nodeOrders::update);
    events.addAll(changes.events());
    return true;
  }

  private boolean isAsRead(Loaded asRead, Changes changes) {
    DeviceId id = deviceOf(asRead, changes);
    boolean isDeviceUntouched = asRead.device().isEmpty() && changes.device().isEmpty();
    boolean isSameDevice =
        find(id).map(Device::revision).equals(asRead.device().map(Device::revision));
    if (!isDeviceUntouched && !isSameDevice) return false;
    if (!mark(Optional.ofNullable(sessions.get(id))).equals(mark(asRead.session()))) return false;
    for (Deployment was : asRead.deployments()) {
      Deployment stored = deployments.get(was.id());
      if (stored == null || stored.revision() != was.revision()) return false;
    }
    if (!changes.orders().stream().allMatch(nodeOrders::isAsRead)) return false;
    return changes.deployments().stream()
        .filter(d -> asRead.deployments().stream().noneMatch(was -> was.id().equals(d.id())))
        .allMatch(d -> isRoomFor(d, changes.deployments()));
  }

  private static DeviceId deviceOf(Loaded asRead, Changes changes) {
    return changes
        .device()
        .or(asRead::device)
        .map(Device::id)
        .or(() -> changes.deployments().stream().map(Deployment::device).findFirst())
        .or(() -> changes.events().stream().map(Event::device).findFirst())
        .orElseGet(
            () ->
                switch (changes.session()) {
                  case SessionChange.Put(var next) -> new DeviceId(next.state().deviceId());
                  case SessionChange.Keep() ->
                      throw new IllegalArgumentException("changes of no device");
                });
  }

  /// What tells one message of a session from the next.
  private static Optional<String> mark(Optional<StoredSession> session) {
    return session.map(s -> s.key() + " " + s.state().clientMsgId());
  }

  /// At most one deployment of a device is open; one that ends in the same step makes room.
  private boolean isRoomFor(Deployment created, List<Deployment> changed) {
    if (deployments.containsKey(created.id())) return false;
    if (created.state().isEnd()) return true;
    return deployments.values().stream()
        .filter(d -> d.device().equals(created.device()) && !d.state().isEnd())
        .allMatch(d -> changed.stream().anyMatch(c -> c.id().equals(d.id()) && c.state().isEnd()));
  }

  private void store(Device changed, long asRead) {
    boolean isNew = !devices.containsKey(changed.id().value());
    devices.put(changed.id().value(), isNew ? changed : changed.withRevision(asRead + 1));
  }

  @Override
  public synchronized void behind(Behind changes) {
    Device device = changes.device();
    behind.merge(device.id(), device, Device::latest);
  }

  /// Makes what is behind durable, unless something newer is.
  public synchronized void flush() {
    for (Device device : behind.values()) {
      find(device.id())
          .ifPresent(stored -> devices.put(device.id().value(), stored.latest(device)));
    }
    behind.clear();
  }

  /// Loses what was not committed.
  public synchronized void crash() {
    behind.clear();
  }

  /// The device as the device path reads it: with what is still behind.
  public synchronized Optional<Device> device(DeviceId id) {
    Device waiting = behind.get(id);
    return find(id).map(stored -> waiting == null ? stored : stored.latest(waiting));
  }

  @Override
  public synchronized boolean add(Device device) {
    return devices.putIfAbsent(device.id().value(), device) == null;
  }

  @Override
  public synchronized Optional<Device> find(DeviceId id) {
    return Optional.ofNullable(devices.get(id.value()));
  }

  @Override
  public synchronized List<Device> list(String after, int limit) {
    return devices.values().stream()
        .filter(d -> d.id().value().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean update(Device changed) {
    Device stored = devices.get(changed.id().value());
    if (stored == null || stored.revision() != changed.revision()) return false;
    store(changed.latest(stored), changed.revision());
    return true;
  }

  public PackageStore packages() {
    return packages;
  }

  public ReleaseStore releases() {
    return releases;
  }

  public NotificationStore notifications() {
    return notifications;
  }

  synchronized void tell(Event event) {
    events.add(event);
  }

  @Override
  public synchronized boolean add(Deployment deployment, Event event) {
    if (!isRoomFor(deployment, List.of())) return false;
    deployments.put(deployment.id(), deployment);
    events.add(event);
    return true;
  }

  @Override
  public synchronized Optional<Deployment> find(DeploymentId id) {
    return Optional.ofNullable(deployments.get(id));
  }

  @Override
  public synchronized List<Deployment> list(Optional<DeviceId> device, Before before, int limit) {
    return before
        .page(
            deployments.values().stream()
                .filter(d -> device.isEmpty() || device.get().equals(d.device())),
            d -> new Before(d.created(), d.id().value()),
            limit)
        .toList();
  }

  @Override
  public synchronized List<Deployment> open(PackageId packageId, String after, int limit) {
    return deployments.values().stream()
        .filter(d -> !d.state().isEnd() && d.packageId().equals(packageId))
        .filter(d -> d.device().value().compareTo(after) > 0)
        .sorted(Comparator.comparing(d -> d.device().value()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Deployment> stopped(Instant since, String after, int limit) {
    return deployments.values().stream()
        .filter(d -> d.state() == DeploymentState.CANCELLED || d.state() == DeploymentState.EXPIRED)
        .filter(d -> !d.attempts().isEmpty())
        .filter(d -> !d.changed().isBefore(since))
        .filter(d -> d.changed().isAfter(since) || d.id().value().compareTo(after) > 0)
        .sorted(Comparator.comparing(Deployment::changed).thenComparing(d -> d.id().value()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean update(Deployment changed, Event event) {
    Deployment stored = deployments.get(changed.id());
    if (stored == null || stored.revision() != changed.revision()) return false;
    deployments.put(changed.id(), changed.withRevision(changed.revision() + 1));
    events.add(event);
    return true;
  }

  @Override
  public synchronized List<Deployment> update(List<Change> changes) {
    List<Deployment> stored = new ArrayList<>();
    for (Change change : changes) {
      Deployment changed = change.changed();
      Deployment was = deployments.get(changed.id());
      if (was == null || was.revision() != changed.revision()) continue;
      deployments.put(changed.id(), changed.withRevision(changed.revision() + 1));
      change.event().ifPresent(events::add);
      stored.add(changed);
    }
    return stored;
  }

  @Override
  public synchronized List<Deployment> claim(Instant now, Instant lease, int limit) {
    List<Deployment> due =
        deployments.values().stream()
            .filter(d -> !d.state().isEnd())
            .filter(d -> d.wakeAt().filter(at -> !at.isAfter(now)).isPresent())
            .sorted(Comparator.comparing(d -> d.wakeAt().orElseThrow()))
            .limit(limit)
            .map(d -> d.wakingAt(Optional.of(lease)))
            .toList();
    due.forEach(d -> deployments.put(d.id(), d));
    return due;
  }

  @Override
  public synchronized List<Event> events(
      Optional<DeviceId> device, Optional<DeploymentId> deployment, int limit) {
    List<Event> found =
        events.stream()
            .filter(e -> device.isEmpty() || device.get().equals(e.device()))
            .filter(e -> deployment.isEmpty() || deployment.equals(e.deployment()))
            .toList();
    return found.subList(Math.max(0, found.size() - limit), found.size());
  }

  @Override
  public synchronized List<Event> events(List<DeploymentId> deployments) {
    Set<DeploymentId> wanted = Set.copyOf(deployments);
    return events.stream()
        .filter(e -> e.deployment().filter(wanted::contains).isPresent())
        .sorted(Comparator.comparing(e -> e.device().value()))
        .toList();
  }

  public NodeOrderStore nodeOrders() {
    return nodeOrders;
  }

  public CampaignStore campaigns() {
    return campaigns;
  }

  public synchronized Optional<Deployment> deployment(DeploymentId id) {
    return find(id);
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
