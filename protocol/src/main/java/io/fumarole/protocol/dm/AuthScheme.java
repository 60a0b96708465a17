package io.fumarole.protocol.dm;

import java.util.Locale;
import java.util.Optional;

/// How one side proves itself to the other. Spec: DM-SEC 5, syncml-dm 8.
public enum AuthScheme {
  /// Nothing is asked for at this layer.
  NONE(""),
  BASIC("syncml:auth-basic"),
  MD5("syncml:auth-md5"),
  /// Over the octets of every message, in the transport header `x-syncml-hmac`.
  HMAC("syncml:auth-MAC");

  private final String type;

  AuthScheme(String type) {
    this.type = type;
  }

  /// What `Meta/Type` of Cred and Chal says; empty for [#NONE].
  public String type() {
    return type;
  }

  /// The scheme that a `Meta/Type` names, compared without case.
  public static Optional<AuthScheme> ofType(String type) {
    for (AuthScheme scheme : values()) {
      if (scheme != NONE && scheme.type.equals(type.strip())) return Optional.of(scheme);
      if (scheme != NONE
          && scheme.type.toLowerCase(Locale.ROOT).equals(type.strip().toLowerCase(Locale.ROOT)))
        return Optional.of(scheme);
    }
    return Optional.empty();
  }
}
