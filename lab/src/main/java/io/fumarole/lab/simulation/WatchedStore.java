package io.fumarole.lab.simulation;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.paging.Before;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The store beneath everything: shows the [Watch] what is really stored, and tells the story of
/// it.
final class WatchedStore implements ExchangeStore, DeploymentStore {
  private final MemoryStore store;
  private final Watch watch;
  private final Story story;

  WatchedStore(MemoryStore store, Watch watch, Story story) {
    this.store = store;
    this.watch = watch;
    this.story = story;
  }

  @Override
  public Loaded load(DeviceId device, Lookup lookup) {
    return store.load(device, lookup);
  }

  @Override
  public boolean commit(Loaded asRead, Changes changes) {
    Map<DeploymentId, Optional<Deployment>> before = new LinkedHashMap<>();
    changes.deployments().forEach(d -> before.put(d.id(), store.find(d.id())));
    if (!store.commit(asRead, changes)) return false;
    before.forEach(this::stored);
    return true;
  }

  @Override
  public void behind(Behind changes) {
    store.behind(changes);
  }

  @Override
  public boolean add(Deployment deployment, Event event) {
    if (!store.add(deployment, event)) return false;
    stored(deployment.id(), Optional.empty());
    return true;
  }

  @Override
  public boolean update(Deployment changed, Event event) {
    Optional<Deployment> before = store.find(changed.id());
    if (!store.update(changed, event)) return false;
    stored(changed.id(), before);
    return true;
  }

  private void stored(DeploymentId id, Optional<Deployment> before) {
    Deployment after = store.find(id).orElseThrow();
    story.say(
        "store",
        () -> id + " is " + after.state().word() + ": " + after.reason() + attempts(after));
    watch.stored(before, after);
  }

  private static String attempts(Deployment deployment) {
    return deployment
        .last()
        .map(
            a ->
                " ["
                    + a.correlator()
                    + " "
                    + a.step()
                    + a.result().map(code -> " " + code).orElse("")
                    + "]")
        .orElse("");
  }

  @Override
  public Optional<Deployment> find(DeploymentId id) {
    return store.find(id);
  }

  @Override
  public List<Deployment> open(PackageId packageId, String after, int limit) {
    return store.open(packageId, after, limit);
  }

  @Override
  public List<Deployment> stopped(Instant since, String after, int limit) {
    return store.stopped(since, after, limit);
  }

  @Override
  public List<Deployment> list(Optional<DeviceId> device, Before before, int limit) {
    return store.list(device, before, limit);
  }

  @Override
  public List<Deployment> update(List<Change> changes) {
    Map<DeploymentId, Optional<Deployment>> before = new LinkedHashMap<>();
    for (Change change : changes)
      before.put(change.changed().id(), store.find(change.changed().id()));
    List<Deployment> stored = store.update(changes);
    for (Deployment each : stored)
      stored(each.id(), before.getOrDefault(each.id(), Optional.empty()));
    return stored;
  }

  @Override
  public List<Deployment> claim(Instant now, Instant lease, int limit) {
    return store.claim(now, lease, limit);
  }

  @Override
  public List<Event> events(List<DeploymentId> deployments) {
    return store.events(deployments);
  }

  @Override
  public List<Event> events(
      Optional<DeviceId> device, Optional<DeploymentId> deployment, int limit) {
    return store.events(device, deployment, limit);
  }
}
