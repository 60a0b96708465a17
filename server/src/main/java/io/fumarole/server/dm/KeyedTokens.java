package io.fumarole.server.dm;

import io.fumarole.campaign.exchange.SessionTokens;
import io.fumarole.server.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Tokens as keyed functions of the sessions that they are for: none has to be stored.
public final class KeyedTokens implements SessionTokens {
  /// 128 bits, 22 characters.
  private static final int OCTETS = 16;

  private final Hmac key;

  public KeyedTokens(Hmac key) {
    this.key = key;
  }

  @Override
  public Optional<String> of(String sessionKey) {
    byte[] mac = key.of(sessionKey.getBytes(StandardCharsets.UTF_8));
    return Optional.of(
        Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, OCTETS)));
  }
}
