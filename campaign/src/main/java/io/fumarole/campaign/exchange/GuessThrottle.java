package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;

/// Slows down those who guess secrets. Only wrong credentials for a nonce that the peer knew count;
/// what one address guesses never locks out another.
public interface GuessThrottle {
  /// A throttle that lets everyone try.
  GuessThrottle NONE =
      new GuessThrottle() {
        @Override
        public boolean isBlocked(DeviceId device, String from, Instant now) {
          return false;
        }

        @Override
        public void guessed(DeviceId device, String from, Instant now) {}
      };

  boolean isBlocked(DeviceId device, String from, Instant now);

  void guessed(DeviceId device, String from, Instant now);
}
