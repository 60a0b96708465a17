package io.fumarole.lab.fleet;

import java.time.Duration;
import java.util.Optional;

/// What lies between a device and its server.
///
/// @param latency each way
/// @param loss of messages, before or behind the server, and of downloads that break off
/// @param octetsPerSecond of the device's line, both ways
public record Link(Duration latency, Share loss, Optional<Long> octetsPerSecond) {
  public static final Link PERFECT = new Link(Duration.ZERO, Share.NONE, Optional.empty());

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public Link {
    if (octetsPerSecond.isPresent() && octetsPerSecond.get() < 1)
      throw new IllegalArgumentException("a line that carries nothing");
  }

  /// How long so many octets are on the line.
  Duration carries(long octets) {
    return octetsPerSecond
        .map(speed -> Duration.ofNanos((long) ((double) octets / speed * NANOS_PER_SECOND)))
        .orElse(Duration.ZERO);
  }
}
