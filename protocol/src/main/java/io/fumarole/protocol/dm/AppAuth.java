package io.fumarole.protocol.dm;

import io.fumarole.protocol.syncml.Octets;
import java.util.Locale;
import java.util.Optional;

/// One entry of `AppAuth` in a DM account: who proves what to whom. Spec: STDOBJ DMAcc, syncml-dm
/// 11.
///
/// @param node the entry's name in the tree, free
/// @param type `AAuthType` as it stands there: also `TRANSPORT`, `X509` and others that are not
///   ours
/// @param data the nonce, decoded
public record AppAuth(
    String node,
    Level level,
    String type,
    Optional<String> name,
    Optional<String> secret,
    Optional<Octets> data) {
  /// `AAuthLevel`.
  public enum Level {
    /// What the client presents to the server.
    CLCRED,
    /// What the server presents to the client.
    SRVCRED,
    OBEX,
    HTTP;

    static Optional<Level> parse(String text) {
      String name = text.strip().toUpperCase(Locale.ROOT);
      for (Level level : values()) {
        if (level.name().equals(name)) return Optional.of(level);
      }
      return Optional.empty();
    }
  }

  public static AppAuth of(
      String node, Level level, AuthScheme scheme, String name, String secret) {
    return new AppAuth(
        node,
        level,
        scheme.accountType(),
        Optional.of(name),
        Optional.of(secret),
        Optional.empty());
  }

  public AppAuth withData(Octets nonce) {
    return new AppAuth(node, level, type, name, secret, Optional.of(nonce));
  }

  /// The scheme, empty when the type is not one of this layer.
  public Optional<AuthScheme> scheme() {
    return AuthScheme.ofAccountType(type);
  }

  /// Name and secret, if both are there.
  public Optional<Account> account() {
    return name.flatMap(who -> secret.map(what -> Account.of(who, what)));
  }

  /// The nonce; without one, the empty nonce. Spec: notification 5.3.
  public Octets nonce() {
    return data.orElse(Octets.EMPTY);
  }

  /// Never shows secret or nonce.
  @Override
  public String toString() {
    return "AppAuth[%s, %s, %s, %s]".formatted(node, level, type, name.orElse("no name"));
  }
}
