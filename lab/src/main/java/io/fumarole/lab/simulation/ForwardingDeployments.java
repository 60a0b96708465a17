package io.fumarole.lab.simulation;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.paging.Before;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Another store of deployments, except for what a subclass does otherwise.
class ForwardingDeployments implements DeploymentStore {
  private final DeploymentStore store;

  ForwardingDeployments(DeploymentStore store) {
    this.store = store;
  }

  @Override
  public boolean add(Deployment deployment, Event event) {
    return store.add(deployment, event);
  }

  @Override
  public Optional<Deployment> find(DeploymentId id) {
    return store.find(id);
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
  public List<Deployment> open(PackageId packageId, String after, int limit) {
    return store.open(packageId, after, limit);
  }

  @Override
  public boolean update(Deployment changed, Event event) {
    return store.update(changed, event);
  }

  @Override
  public List<Deployment> update(List<Change> changes) {
    return store.update(changes);
  }

  @Override
  public List<Deployment> claim(Instant now, Instant lease, int limit) {
    return store.claim(now, lease, limit);
  }

  @Override
  public List<Event> events(
      Optional<DeviceId> device, Optional<DeploymentId> deployment, int limit) {
    return store.events(device, deployment, limit);
  }

  @Override
  public List<Event> events(List<DeploymentId> deployments) {
    return store.events(deployments);
  }
}
