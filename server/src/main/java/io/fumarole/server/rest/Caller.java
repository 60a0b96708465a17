package io.fumarole.server.rest;

import io.fumarole.server.oidc.Verdict;
import io.fumarole.storage.TokenStore.StoredToken;
import io.fumarole.storage.UserStore.StoredUser;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who calls.
///
/// @param id tells callers apart: `user:` and the name, `oidc:` and what the provider calls
///   somebody, a token's id, or `first`
/// @param name for people
/// @param role of a user
record Caller(String id, String name, Optional<Role> role, Set<Scope> scopes) {
  static final String USER = "user:";
  static final String GUEST = "oidc:";

  /// The token that the server made at its first start.
  static final Caller FIRST =
      new Caller("first", "api-token", Optional.empty(), Set.of(Scope.ADMIN));

  private static final String ATTRIBUTE = "fumarole-caller";

  static Caller of(StoredUser user) {
    Role role = Input.word("role", user.role(), Role.values());
    return new Caller(USER + user.name(), user.name(), Optional.of(role), role.scopes());
  }

  /// Whom the provider vouches for.
  static Caller of(Verdict.Known known) {
    return guest(GUEST + known.subject(), known.name(), known.role());
  }

  static Caller guest(String id, String name, String word) {
    Role role = Input.word("role", word, Role.values());
    return new Caller(id, name, Optional.of(role), role.scopes());
  }

  boolean isGuest() {
    return id.startsWith(GUEST);
  }

  static Caller of(StoredToken token) {
    return new Caller(
        token.id(),
        token.name(),
        Optional.empty(),
        Scope.GIVEN.stream()
            .filter(it -> token.scopes().contains(Input.word(it)))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /// The name of the user whose caller id this is.
  static Optional<String> user(String id) {
    return id.startsWith(USER) ? Optional.of(id.substring(USER.length())) : Optional.empty();
  }

  /// What the audit says of it.
  String kind() {
    if (isGuest()) return "oidc";
    if (role.isPresent()) return "user";
    return equals(FIRST) ? "first-token" : "token";
  }

  /// The user's name, or the token's id: names of tokens are not unique. At the provider a name may
  /// be somebody else's tomorrow.
  String actor() {
    if (isGuest()) return "%s (%s)".formatted(name, id.substring(GUEST.length()));
    return role.isPresent() ? name : id;
  }

  boolean may(Scope needed) {
    return scopes.stream().anyMatch(it -> it.includes(needed));
  }

  /// Whom the doorkeeper has let in; empty on a route for anyone.
  static Optional<Caller> of(Context context) {
    return Optional.ofNullable(context.attribute(ATTRIBUTE));
  }

  void enter(Context context) {
    context.attribute(ATTRIBUTE, this);
  }
}
