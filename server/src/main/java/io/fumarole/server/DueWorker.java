package io.fumarole.server;

import io.fumarole.campaign.deployment.Timekeeper;
import io.fumarole.campaign.deployment.Withdrawal;
import io.fumarole.campaign.plan.Planner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/// Drives the time limits of deployments, the campaigns and what withdrawing a release stops, on a
/// thread of its own. It remembers nothing: what is due stands in the store, and a restart changes
/// nothing about it.
final class DueWorker {
  private static final System.Logger LOG = System.getLogger(DueWorker.class.getName());

  /// Short beside the limits, and beside the patience of whoever has started a campaign.
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Timekeeper timekeeper;
  private final Planner planner;
  private final Withdrawal withdrawal;
  private final ToIntFunction<Instant> expiry;
  private final Consumer<Instant> others;
  private final InstantSource clock;
  private Optional<Thread> thread = Optional.empty();

  /// @param expiry removes uploads that were not finished in time
  /// @param others takes in what other nodes have done
  DueWorker(
      Timekeeper timekeeper,
      Planner planner,
      Withdrawal withdrawal,
      ToIntFunction<Instant> expiry,
      Consumer<Instant> others,
      InstantSource clock) {
    this.timekeeper = timekeeper;
    this.others = others;
    this.planner = planner;
    this.withdrawal = withdrawal;
    this.expiry = expiry;
    this.clock = clock;
  }

  void start() {
    thread = Optional.of(Thread.ofVirtual().name("due-worker").start(this::run));
  }

  void stop() {
    thread.ifPresent(Thread::interrupt);
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        round();
        Thread.sleep(PAUSE);
      } catch (InterruptedException stopped) {
        return;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "time limits could not be looked at; tried again", e);
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

  /// Deals with all that is due now; returns how many deployments have changed.
  int round() {
    int expired = expiry.applyAsInt(clock.instant());
    if (expired > 0) LOG.log(System.Logger.Level.INFO, "uploads expired uploads={0}", expired);
    int stopped = withdrawal.round(clock.instant());
    if (stopped > 0)
      LOG.log(System.Logger.Level.INFO, "releases withdrawn deployments={0}", stopped);
    others.accept(clock.instant());
    planner.round(clock.instant());
    int changed = timekeeper.round(clock.instant());
    if (changed > 0)
      LOG.log(System.Logger.Level.INFO, "time limits passed deployments={0}", changed);
    return changed;
  }
}
