package io.fumarole.server;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.Keys;
import java.security.SecureRandom;
import java.util.Base64;

/// The server's own random keys, made at its first start.
///
/// @param links signs download addresses
/// @param nonces derives the nonces of challenges
/// @param sessions derives the addresses of sessions
/// @param reports derives the address that push gateways report to
/// @param audit chains the audit
/// @param signIns derives what must come back from the provider where people sign in
record ServerKeys(Hmac links, Hmac nonces, Hmac sessions, Hmac reports, Hmac audit, Hmac signIns) {
  private static final int OCTETS = 32;

  static ServerKeys of(Keys keys, SecureRandom random) {
    return new ServerKeys(
        key(keys, "download-links", random),
        key(keys, "nonces", random),
        key(keys, "sessions", random),
        key(keys, "reports", random),
        key(keys, "audit", random),
        key(keys, "sign-ins", random));
  }

  private static Hmac key(Keys keys, String name, SecureRandom random) {
    return new Hmac(keys.getOrCreate(name, () -> fresh(random)).toByteArray());
  }

  /// A fresh one as text, for a token.
  static String freshText(SecureRandom random) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fresh(random).toByteArray());
  }

  static Octets fresh(SecureRandom random) {
    byte[] octets = new byte[OCTETS];
    random.nextBytes(octets);
    return Octets.wrap(octets);
  }
}
