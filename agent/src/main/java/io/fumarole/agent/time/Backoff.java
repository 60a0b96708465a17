package io.fumarole.agent.time;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: twice as long each time up to a bound, and a part of
/// it by chance, so that a fleet does not come back all at once.
///
/// @param first wait after the first failure
/// @param longest wait, however many failures
public record Backoff(Duration first, Duration longest) {
  public static final Backoff DOWNLOAD = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
  public static final Backoff REPORT = new Backoff(Duration.ofSeconds(10), Duration.ofHours(1));

  private static final int MOST_DOUBLINGS = 30;

  /// At least as long as the server asks for, and up to half as long again.
  ///
  /// @param failures how many attempts have failed, from 1
  public Duration after(int failures, Optional<Duration> asked, RandomGenerator random) {
    Duration own = after(failures, random);
    if (asked.isEmpty()) return own;
    long least = asked.get().toMillis();
    Duration polite = Duration.ofMillis(least + random.nextLong(least / 2 + 1));
    return own.compareTo(polite) > 0 ? own : polite;
  }

  /// @param failures how many attempts have failed, from 1
  public Duration after(int failures, RandomGenerator random) {
    long doubled = first.toMillis() << Math.clamp(failures - 1, 0, MOST_DOUBLINGS);
    long bound = Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
  }
}
