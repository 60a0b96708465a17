package io.fumarole.protocol.dm;

import io.fumarole.protocol.syncml.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A name and what is kept of its secret. `B64(H(name:secret))` is enough to check every scheme and
/// to answer MD5 and HMAC challenges; only presenting BASIC needs the secret itself. Spec:
/// syncml-dm 8.
///
/// @param secret present only where BASIC has to be sent
public record Account(String name, String secretHash, Optional<String> secret) {
  public static Account of(String name, String secret) {
    return new Account(name, hash(name, secret), Optional.of(secret));
  }

  /// The same account without the secret itself.
  public Account hashOnly() {
    return new Account(name, secretHash, Optional.empty());
  }

  /// `B64(H(name ":" secret))`
  public static String hash(String name, String secret) {
    byte[] digest = Credentials.md5((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }

  /// The `Cred/Data` of MD5 for a nonce given as decoded octets.
  public String md5(Octets nonce) {
    return Credentials.digest(secretHash, nonce, Octets.EMPTY, false);
  }

  /// The `mac` of `x-syncml-hmac` for the exact octets of a message.
  public String hmac(Octets nonce, Octets body) {
    return Credentials.digest(secretHash, nonce, body, true);
  }

  /// The digest of a notification: computed as [#hmac] over the trigger, but left as 16 raw octets.
  /// Spec: NOTI 6.2, notification 2.
  public Octets notificationDigest(Octets nonce, Octets trigger) {
    return Octets.wrap(Base64.getDecoder().decode(hmac(nonce, trigger)));
  }

  /// Never shows the secret or its hash.
  @Override
  public String toString() {
    return "Account[" + name + "]";
  }
}
