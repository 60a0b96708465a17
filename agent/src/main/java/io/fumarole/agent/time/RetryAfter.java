package io.fumarole.agent.time;

import java.time.Duration;
import java.util.Optional;

/// Reads `Retry-After` as seconds. A date would need a clock that agrees with the server's: it
/// counts as absent, like anything else. Spec: RFC 9110 10.2.3.
public final class RetryAfter {
  public static final String HEADER = "Retry-After";

  /// However long a server asks for: a wrong number must not silence a device.
  static final Duration LONGEST = Duration.ofHours(1);

  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  public static Optional<Duration> of(Optional<String> header) {
    return header.flatMap(RetryAfter::parse);
  }

  static Optional<Duration> parse(String text) {
    String digits = text.strip();
    boolean isNumber =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber) return Optional.empty();
    Duration asked = Duration.ofSeconds(Integer.parseInt(digits));
    return Optional.of(asked.compareTo(LONGEST) < 0 ? asked : LONGEST);
  }
}
