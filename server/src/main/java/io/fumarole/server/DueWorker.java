package io.fumarole.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Does what is due by itself, on a thread of its own. It remembers nothing: what is due stands in
/// the store, and a restart changes nothing about it.
final class DueWorker {
  private static final System.Logger LOG = System.getLogger(DueWorker.class.getName());

  /// Short beside the limits, and beside the patience of whoever has started a campaign.
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /// One kind of what is due.
  ///
  /// @param name for the log when it fails
  /// @param done for the log when there was any; empty when that is no news
  /// @param round deals with all that is due at an instant, and says how many
  record Duty(String name, Optional<String> done, ToIntFunction<Instant> round) {
    Duty(String name, String done, ToIntFunction<Instant> round) {
      this(name, Optional.of(done), round);
    }
  }

  private final List<Duty> duties;
  private final InstantSource clock;
  private Optional<Thread> thread = Optional.empty();

  DueWorker(List<Duty> duties, InstantSource clock) {
    this.duties = List.copyOf(duties);
    this.clock = clock;
  }

  void start() {
    thread = Optional.of(Thread.ofVirtual().name("due-worker").start(this::run));
  }

  void stop() {
    thread.ifPresent(Thread::interrupt);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        round();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException stopped) {
      LOG.log(System.Logger.Level.DEBUG, "due worker stopped", stopped);
    }
  }

  /// Deals with all that is due now; returns how much that was. A duty that fails is told and tried
  /// again in the next round, and keeps no other from its turn. Whatever it fails with: without
  /// this thread no time limit holds and no campaign goes on, and nobody would know.
  int round() {
    int sum = 0;
    for (Duty duty : duties) {
      try {
        int done = duty.round.applyAsInt(clock.instant());
        sum += done;
        if (done > 0) duty.done.ifPresent(it -> LOG.log(System.Logger.Level.INFO, it + "=" + done));
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.ERROR, duty.name + " could not be looked at; tried again", e);
      }
    }
    return sum;
  }
}
