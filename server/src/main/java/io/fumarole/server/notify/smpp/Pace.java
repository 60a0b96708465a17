package io.fumarole.server.notify.smpp;

import java.time.Duration;

/// Lets messages go one after the other, never more of them in a second than agreed with the
/// message centre, and none while it asks us to wait. Times are those of [System#nanoTime].
final class Pace {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final long step;
  private long next;
  private long pausedUntil;
  private Duration pause = FIRST_PAUSE;

  Pace(int perSecond, long now) {
    this.step = Duration.ofSeconds(1).toNanos() / perSecond;
    this.next = now;
    this.pausedUntil = now;
  }

  /// Takes the next place; returns for how long it is still to be waited for.
  synchronized Duration claim(long now) {
    long at = later(later(next, pausedUntil), now);
    next = at + step;
    return Duration.ofNanos(at - now);
  }

  /// The centre has asked for a pause: each one in a row is longer than the last.
  synchronized void throttled(long now) {
    // Several messages that were on their way together are one refusal.
    if (pausedUntil - now > 0) return;
    pausedUntil = now + pause.toNanos();
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  /// The centre has taken a message.
  synchronized void taken(long now) {
    if (pausedUntil - now <= 0) pause = FIRST_PAUSE;
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
