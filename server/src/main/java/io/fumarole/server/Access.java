package io.fumarole.server;

import io.fumarole.campaign.audit.AuditChain;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.access.Passwords;
import io.fumarole.server.rest.Audit;
import io.fumarole.server.rest.Callers;
import io.fumarole.server.rest.Guesses;
import io.fumarole.server.rest.SignInCookie;
import io.fumarole.server.rest.SignInResource;
import io.fumarole.server.rest.SignIns;
import io.fumarole.server.rest.UserPasswords;
import io.fumarole.server.rest.UsersResource;

/// Who may call the API, and how people sign in.
///
/// @param guesses of tokens
record Access(
    Callers callers,
    Guesses guesses,
    SignIns signIns,
    Audit audit,
    SignInResource signInResource,
    UsersResource usersResource) {
  /// @param url where browsers reach the server
  static Access of(Parts parts, ApiToken first, String url) {
    var signIns =
        new SignIns(parts.stores.signIns(), () -> ServerKeys.freshText(parts.random), parts.clock);
    var callers =
        new Callers(first, parts.stores.tokens(), parts.stores.users(), signIns, parts.clock);
    var audit =
        new Audit(
            parts.stores.audit(),
            new AuditChain(it -> Octets.wrap(parts.keys.audit().of(it.toByteArray()))),
            parts.clock);
    var guesses = new Guesses(parts.metering.throttle("api"), parts.clock);
    var passwords =
        new UserPasswords(
            parts.stores.users(),
            new Passwords(parts.random::nextBytes),
            new Guesses(parts.metering.throttle("user"), parts.clock),
            parts.retryAfter);
    return new Access(
        callers,
        guesses,
        signIns,
        audit,
        new SignInResource(
            callers,
            signIns,
            passwords,
            guesses,
            new SignInCookie(url.startsWith("https:")),
            audit),
        new UsersResource(parts.stores.users(), passwords, parts.clock));
  }
}
