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
    String bare = type.strip();
    for (AuthScheme scheme : values()) {
      if (scheme != NONE && scheme.type.equalsIgnoreCase(bare)) return Optional.of(scheme);
    }
    return Optional.empty();
  }

  /// The scheme that an `AAuthType` or `AAuthPref` of a DM account names; empty for those below
  /// this layer (`TRANSPORT`, `X509`, ...). Spec: STDOBJ DMAcc, syncml-dm 11.
  public static Optional<AuthScheme> ofAccountType(String name) {
    return switch (name.strip().toUpperCase(Locale.ROOT)) {
      case "BASIC" -> Optional.of(BASIC);
      case "DIGEST" -> Optional.of(MD5);
      case "HMAC" -> Optional.of(HMAC);
      default -> Optional.empty();
    };
  }

  /// What `AAuthType` says for this scheme. [#NONE] leaves the proof to the transport.
  public String accountType() {
    return switch (this) {
      case NONE -> "TRANSPORT";
      case BASIC -> "BASIC";
      case MD5 -> "DIGEST";
      case HMAC -> "HMAC";
    };
  }
}
