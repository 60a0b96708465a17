package io.fumarole.campaign.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How fast a campaign admits devices.
///
/// @param open deployments that may be open at once
/// @param devices that may be admitted in each window
/// @param octets of packages that may be admitted in each window
/// @param window that `devices` and `octets` count in; the first begins with the campaign
/// @param notifications a minute
public record Pace(
    Optional<Long> open,
    Optional<Long> devices,
    Optional<Long> octets,
    Duration window,
    int notifications) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final int MOST_NOTIFICATIONS = 60_000;

  /// As fast as the server is.
  public static final Pace UNBOUNDED =
      new Pace(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofHours(1),
          MOST_NOTIFICATIONS);

  public Pace {
    requirePositive("pace.open", open);
    requirePositive("pace.devices", devices);
    requirePositive("pace.octets", octets);
    if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0)
      throw new IllegalArgumentException("pace.window is a minute to 31 days, not " + window);
    if (notifications < 1 || notifications > MOST_NOTIFICATIONS)
      throw new IllegalArgumentException(
          "pace.notifications is 1 to " + MOST_NOTIFICATIONS + " a minute, not " + notifications);
  }

  private static void requirePositive(String what, Optional<Long> value) {
    if (value.filter(it -> it < 1).isPresent())
      throw new IllegalArgumentException(what + " is 1 or more, not " + value.get());
  }

  /// Where the window that `now` is in began.
  Instant windowStart(Instant started, Instant now) {
    if (now.isBefore(started)) return started;
    // Not Duration.dividedBy, which reckons in decimals: this is asked every few seconds.
    long windows = Duration.between(started, now).toNanos() / window.toNanos();
    return started.plus(window.multipliedBy(windows));
  }

  /// Between one notification and the next.
  public Duration betweenNotifications() {
    return Duration.ofMinutes(1).dividedBy(notifications);
  }
}
