package io.fumarole.lab.fleet;

import java.time.Duration;

/// When a device cannot be reached: every so often for a while, so that at any time about the same
/// share of the fleet is away.
///
/// @param share of the time, and so of the fleet
/// @param period how long a device is away each time
public record OfflineHours(Share share, Duration period) {
  public static final OfflineHours NONE = new OfflineHours(Share.NONE, Duration.ofHours(1));

  public OfflineHours {
    if (share.part() >= 1)
      throw new IllegalArgumentException(
          "a fleet that is offline all the time does nothing at all");
    if (period.toMillis() < 1) throw new IllegalArgumentException("offline for no time at all");
  }

  /// When a device that wants to talk `at` some time can.
  ///
  /// @param phase where in its round of being here and away the device began, from 0 to 1
  Duration reachable(Duration at, double phase) {
    if (share.part() <= 0) return at;
    double round = period.toMillis() / share.part();
    double position = (at.toMillis() + phase * round) % round;
    double left = period.toMillis() - position;
    return left <= 0 ? at : at.plusMillis((long) Math.ceil(left));
  }
}
