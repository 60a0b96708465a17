package io.fumarole.server;

import io.fumarole.campaign.audit.AuditChain;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.access.Passwords;
import io.fumarole.server.oidc.Oidc;
import io.fumarole.server.oidc.OidcSettings;
import io.fumarole.server.oidc.OidcSignIns;
import io.fumarole.server.rest.Audit;
import io.fumarole.server.rest.Callers;
import io.fumarole.server.rest.Guesses;
import io.fumarole.server.rest.GuestSignIn;
import io.fumarole.server.rest.SignInCookie;
import io.fumarole.server.rest.SignInFailures;
import io.fumarole.server.rest.SignInResource;
import io.fumarole.server.rest.SignIns;
import io.fumarole.server.rest.UserPasswords;
import io.fumarole.server.rest.UsersResource;
import io.fumarole.server.tls.TrustedPeers;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/// Who may call the API, and how people sign in.
///
/// @param guesses of tokens
record Access(
    Callers callers,
    Guesses guesses,
    SignIns signIns,
    Audit audit,
    SignInFailures failures,
    SignInResource signInResource,
    Optional<GuestSignIn> guests,
    UsersResource usersResource) {
  /// @param url where browsers reach the server
  static Access of(Parts parts, ApiToken first, String url) throws IOException {
    Optional<Oidc> oidc =
        parts.settings.oidc().isSet() ? Optional.of(oidc(parts, url)) : Optional.empty();
    var signIns =
        new SignIns(parts.stores.signIns(), () -> ServerKeys.freshText(parts.random), parts.clock);
    var callers =
        new Callers(first, parts.stores.tokens(), parts.stores.users(), signIns, oidc, parts.clock);
    var audit =
        new Audit(
            parts.stores.audit(),
            new AuditChain(it -> Octets.wrap(parts.keys.audit().of(it.toByteArray()))),
            parts.clock);
    var failures = new SignInFailures(parts.stores.users());
    var guesses = new Guesses(parts.metering.throttle("api"), failures, parts.clock);
    var passwords =
        new UserPasswords(
            parts.stores.users(),
            new Passwords(parts.random::nextBytes),
            new Guesses(parts.metering.throttle("user"), failures, parts.clock),
            parts.retryAfter);
    boolean isTls = url.startsWith("https:");
    var resource =
        new SignInResource(
            callers, signIns, passwords, guesses, new SignInCookie(isTls), audit, oidc);
    return new Access(
        callers,
        guesses,
        signIns,
        audit,
        failures,
        resource,
        oidc.map(it -> new GuestSignIn(going(parts, it), resource, isTls)),
        new UsersResource(parts.stores.users(), passwords, parts.clock));
  }

  private static OidcSignIns going(Parts parts, Oidc oidc) {
    return new OidcSignIns(oidc, () -> ServerKeys.freshText(parts.random), parts.clock);
  }

  private static Oidc oidc(Parts parts, String url) throws IOException {
    OidcSettings settings = parts.settings.oidc();
    Optional<SSLSocketFactory> tls =
        settings.ca().isPresent()
            ? Optional.of(TrustedPeers.of("oidc.ca", settings.ca().get()))
            : Optional.empty();
    return new Oidc(settings, url, parts.keys.signIns(), tls, parts.clock);
  }
}
