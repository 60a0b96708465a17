package io.fumarole.lab.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// Virtual time: what is to happen, in order. Things at the same instant happen in the order in
/// which they were put down.
final class Agenda {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Entry(long at, long number, Runnable what) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::number));
  private Optional<Fiber> running = Optional.empty();
  private long now;
  private long count;

  Instant now() {
    return START.plusMillis(now);
  }

  Duration elapsed() {
    return Duration.ofMillis(now);
  }

  void in(Duration delay, Runnable what) {
    entries.add(new Entry(now + Math.max(0, delay.toMillis()), count++, what));
  }

  /// Lets the next thing happen; false when nothing is left, or nothing until `end`.
  boolean step(Duration end) {
    Entry next = entries.peek();
    if (next == null || next.at() > end.toMillis()) return false;
    entries.remove();
    now = next.at();
    next.what().run();
    return true;
  }

  /// Starts a fiber, now but not at once.
  Fiber spawn(String name, Runnable body) {
    Fiber fiber = new Fiber(name, body);
    in(Duration.ZERO, () -> resume(fiber));
    return fiber;
  }

  /// Ends a fiber, from the agenda or from another fiber.
  void kill(Fiber fiber) {
    Optional<Fiber> caller = running;
    running = Optional.of(fiber);
    try {
      fiber.kill();
    } finally {
      running = caller;
    }
  }

  private void resume(Fiber fiber) {
    running = Optional.of(fiber);
    try {
      fiber.resume();
    } finally {
      running = Optional.empty();
    }
  }

  boolean isRunning(Fiber fiber) {
    return running.filter(each -> each == fiber).isPresent();
  }

  /// Something that a fiber waits for.
  final class Alarm {
    private final Fiber fiber;
    private final long wait;

    private Alarm(Fiber fiber) {
      this.fiber = fiber;
      this.wait = fiber.nextWait();
    }

    /// Wakes the fiber if it still waits for this.
    void ring() {
      in(Duration.ZERO, this::go);
    }

    private void go() {
      if (fiber.isInWait(wait)) resume(fiber);
    }
  }

  /// An alarm for the running fiber, to be followed by a [#await].
  Alarm alarm() {
    return new Alarm(running.orElseThrow());
  }

  /// Lets the running fiber wait until its alarm rings, at most for `longest`.
  void await(Alarm alarm, Duration longest) {
    in(longest, alarm::go);
    running.orElseThrow().pause();
  }

  void sleep(Duration duration) {
    await(alarm(), duration);
  }
}
