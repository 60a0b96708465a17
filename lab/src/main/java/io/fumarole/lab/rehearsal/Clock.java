package io.fumarole.lab.rehearsal;

import java.time.Duration;
import java.time.Instant;

/// Virtual time, in whole seconds since the rehearsal begins.
record Clock(Instant start) {
  private static final long MILLIS = 1_000;

  Instant at(int second) {
    return start.plusSeconds(second);
  }

  /// The first second that is not before.
  int second(Instant at) {
    return seconds(Duration.between(start, at));
  }

  static int seconds(Duration time) {
    return Math.clamp(Math.ceilDiv(time.toMillis(), MILLIS), 0, Integer.MAX_VALUE);
  }
}
