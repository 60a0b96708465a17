package io.fumarole.server.http;

import java.time.Duration;
import java.util.function.IntUnaryOperator;

/// What `Retry-After` says: seconds, chosen anew for each answer, so that a fleet that was sent
/// away together does not come back together. Spec: RFC 9110 10.2.3.
///
/// @param shortest the least; the most is three times as much
/// @param random a number from 0 up to the given one, exclusive
public record RetryAfter(Duration shortest, IntUnaryOperator random) {
  public static final String HEADER = "Retry-After";

  private static final int SPREAD = 2;

  public RetryAfter {
    if (shortest.toSeconds() < 1) throw new IllegalArgumentException("a second at least");
  }

  public String seconds() {
    int least = (int) shortest.toSeconds();
    return Integer.toString(least + random.applyAsInt(SPREAD * least + 1));
  }
}
