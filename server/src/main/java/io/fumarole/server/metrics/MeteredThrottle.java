package io.fumarole.server.metrics;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.GuessThrottle;
import io.micrometer.core.instrument.Counter;
import java.time.Instant;

/// Wrong secrets, and whoever was turned away after too many of them.
public final class MeteredThrottle implements GuessThrottle {
  private final GuessThrottle throttle;
  private final Counter guesses;
  private final Counter blocked;

  /// @param what is guessed at: `device` or `api`
  public MeteredThrottle(GuessThrottle throttle, String what, Metrics metrics) {
    this.throttle = throttle;
    guesses =
        metrics.counter("guesses", "Wrong secrets, by what they were for").withTag("of", what);
    blocked =
        metrics
            .counter("guessers.blocked", "Requests of those who had guessed too often")
            .withTag("of", what);
  }

  @Override
  public boolean isBlocked(DeviceId device, String from, Instant now) {
    boolean isBlocked = throttle.isBlocked(device, from, now);
    if (isBlocked) blocked.increment();
    return isBlocked;
  }

  @Override
  public void guessed(DeviceId device, String from, Instant now) {
    guesses.increment();
    throttle.guessed(device, from, now);
  }
}
