package io.fumarole.server;

import io.fumarole.campaign.deployment.Deployer;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.server.download.Withdrawn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Ends deployments whose deadline has passed, in slices, on a thread of its own.
final class DeadlineSweeper {
  private static final System.Logger LOG = System.getLogger(DeadlineSweeper.class.getName());

  private static final Duration PAUSE = Duration.ofSeconds(15);

  /// Small, so that the store's one writer is never held for long.
  private static final int SLICE = 500;

  private final DeploymentStore deployments;
  private final Withdrawn withdrawn;
  private final InstantSource clock;
  private Optional<Thread> thread = Optional.empty();

  DeadlineSweeper(DeploymentStore deployments, Withdrawn withdrawn, InstantSource clock) {
    this.deployments = deployments;
    this.withdrawn = withdrawn;
    this.clock = clock;
  }

  void start() {
    thread = Optional.of(Thread.ofVirtual().name("deadlines").start(this::run));
  }

  void stop() {
    thread.ifPresent(Thread::interrupt);
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        sweep();
        Thread.sleep(PAUSE);
      } catch (InterruptedException stopped) {
        return;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "deadlines could not be swept; tried again", e);
        if (!pause()) return;
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  /// Expires all that are overdue now; returns how many.
  int sweep() {
    Instant now = clock.instant();
    int expired = 0;
    List<Deployment> slice = deployments.overdue(now, SLICE);
    while (!slice.isEmpty()) {
      int before = expired;
      for (Deployment was : slice) {
        if (expire(was, now)) expired++;
      }
      // A slice in which every row was changed by someone else meanwhile: the next round sees them.
      if (expired == before) return expired;
      slice = deployments.overdue(now, SLICE);
    }
    return expired;
  }

  private boolean expire(Deployment was, Instant now) {
    String words =
        Deployer.isInFlight(was)
            ? "expired: the device was at work and has not reported"
            : "expired: the deadline has passed";
    Deployment expired = was.to(DeploymentState.EXPIRED, words, now);
    var event =
        new Event(was.device(), Optional.of(was.id()), now, DeploymentState.EXPIRED.word(), words);
    if (!deployments.update(expired, event)) return false;
    withdrawn.consider(expired, now);
    return true;
  }
}
