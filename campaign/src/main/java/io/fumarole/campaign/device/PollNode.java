package io.fumarole.campaign.device;

import io.fumarole.protocol.dm.DmUri;
import java.time.Duration;
import java.util.Locale;

/// Where devices of a model keep how often they call the server by themselves: a node of their
/// maker's own, as no standard names one.
public record PollNode(DmUri node, Unit unit) {
  public static final Duration SHORTEST = Duration.ofMinutes(1);
  public static final Duration LONGEST = Duration.ofDays(366);

  /// What the node counts in.
  public enum Unit {
    SECONDS,
    MINUTES,
    HOURS;

    private long of(Duration time) {
      return switch (this) {
        case SECONDS -> time.toSeconds();
        case MINUTES -> time.toMinutes();
        case HOURS -> time.toHours();
      };
    }
  }

  /// The value for one device: up to `jitter` percent more, by a hash of the device, so that those
  /// that were set together do not call together. It is the same each time.
  ///
  /// @throws IllegalArgumentException when the node cannot say that
  public long value(Duration every, int jitter, DeviceId device) {
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0)
      throw new IllegalArgumentException("a poll interval is a minute to 366 days, not " + every);
    if (jitter < 0 || jitter > 100)
      throw new IllegalArgumentException("jitter is 0 to 100 percent, not " + jitter);
    long share = Math.floorMod(device.value().hashCode() * 0x9E3779B1, 1_000);
    long value = unit.of(every.plus(every.multipliedBy(jitter * share).dividedBy(100_000)));
    if (unit.of(every) == 0)
      throw new IllegalArgumentException(
          "%s counts in %s, and %s is less than one"
              .formatted(node, unit.name().toLowerCase(Locale.ROOT), every));
    return value;
  }
}
