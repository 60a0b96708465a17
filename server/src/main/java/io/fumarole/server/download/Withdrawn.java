package io.fumarole.server.download;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.DeploymentStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// Deployments that were stopped before their Exec: their addresses are dead. Kept in memory, as
/// long as an address can live, so that a download needs no look-up; what another node has stopped
/// comes in seconds later.
public final class Withdrawn {
  /// More cancelled deployments within one lifetime lose the oldest: their addresses then only
  /// expire.
  private static final int MOST = 100_000;

  private static final int SLICE = 1_000;

  /// Nodes' clocks differ, and a commit comes after the time that is stored with it.
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private final Duration lifetime;
  private final Map<DeploymentId, Instant> until = new HashMap<>();
  private final Queue<DeploymentId> oldestFirst = new ArrayDeque<>();
  private volatile Optional<Instant> lookedAt = Optional.empty();

  /// @param lifetime of an address
  public Withdrawn(Duration lifetime) {
    this.lifetime = lifetime;
  }

  /// Takes in what was stopped since the last time, by whatever node; at first whatever an address
  /// may still live of.
  public void refresh(DeploymentStore deployments, Instant now) {
    Instant since = lookedAt.map(at -> at.minus(OVERLAP)).orElse(now.minus(lifetime));
    String after = "";
    List<Deployment> stopped;
    do {
      stopped = deployments.stopped(since, after, SLICE);
      stopped.forEach(deployment -> consider(deployment, now));
      if (!stopped.isEmpty()) {
        since = stopped.getLast().changed();
        after = stopped.getLast().id().value();
      }
    } while (stopped.size() == SLICE);
    lookedAt = Optional.of(now);
  }

  /// Withdraws the addresses of a deployment if it was stopped before the device was at work.
  public synchronized void consider(Deployment deployment, Instant now) {
    boolean isStopped =
        deployment.state() == DeploymentState.CANCELLED
            || deployment.state() == DeploymentState.EXPIRED;
    Instant end = deployment.changed().plus(lifetime);
    if (!isStopped || deployment.isInFlight() || !end.isAfter(now)) return;
    if (until.put(deployment.id(), end) == null) oldestFirst.add(deployment.id());
    while (oldestFirst.size() > MOST) until.remove(oldestFirst.remove());
  }

  synchronized boolean contains(DeploymentId deployment, Instant now) {
    Instant end = until.get(deployment);
    if (end == null) return false;
    if (now.isBefore(end)) return true;
    until.remove(deployment);
    oldestFirst.remove(deployment);
    return false;
  }
}
