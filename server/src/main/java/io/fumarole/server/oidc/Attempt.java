package io.fumarole.server.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.fumarole.server.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// Somebody who has gone to the provider and is to come back in the same browser. Its state is kept
/// by the browser, in a cookie; what the provider must not be told, and what its token has to say
/// again, are derived from it, so that any server of a database takes up what another began.
///
/// @param state when it began, and what nobody can guess
record Attempt(String state) {
  /// Somebody looks for the second factor.
  static final Duration LONGEST = Duration.ofMinutes(15);

  private static final String DOT = ".";

  static Attempt begin(Instant now, String fresh) {
    return new Attempt(now.toEpochMilli() + DOT + fresh);
  }

  boolean isOver(Instant now) {
    return began().map(it -> now.isAfter(it.plus(LONGEST)) || now.isBefore(it)).orElse(true);
  }

  private Optional<Instant> began() {
    try {
      return Optional.of(
          Instant.ofEpochMilli(
              Long.parseLong(state.substring(0, Math.max(0, state.indexOf(DOT))))));
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  State asState() {
    return new State(state);
  }

  Nonce nonce(Hmac key) {
    return new Nonce(derived(key, "nonce"));
  }

  CodeVerifier verifier(Hmac key) {
    return new CodeVerifier(derived(key, "verifier"));
  }

  /// 43 characters, as a verifier has at least. Spec: RFC 7636 4.1.
  private String derived(Hmac key, String what) {
    byte[] octets = key.of((what + " " + state).getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
