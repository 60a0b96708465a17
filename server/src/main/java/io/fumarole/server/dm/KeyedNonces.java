package io.fumarole.server.dm;

import io.fumarole.protocol.dm.session.Nonces;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// Nonces as keyed functions of what they are for: nobody without the key foresees one, and none
/// has to be stored.
public final class KeyedNonces implements Nonces {
  /// 96 random bits, 16 printable characters.
  private static final int OCTETS = 12;

  private final Hmac key;

  public KeyedNonces(Hmac key) {
    this.key = key;
  }

  @Override
  public Octets forSession(String deviceId, long counter) {
    return nonce("session\n" + counter + "\n" + deviceId);
  }

  @Override
  public Octets forChallenge(String deviceId, long counter, String sessionId, long msgId) {
    // The lengths keep two different inputs from giving the same text.
    return nonce(
        "challenge\n%d\n%d\n%d\n%s%s"
            .formatted(counter, msgId, sessionId.length(), sessionId, deviceId));
  }

  private Octets nonce(String purpose) {
    byte[] mac = key.of(purpose.getBytes(StandardCharsets.UTF_8));
    return Octets.wrap(Base64.getUrlEncoder().encode(Arrays.copyOf(mac, OCTETS)));
  }
}
