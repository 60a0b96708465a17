package io.fumarole.server.rest;

import io.fumarole.server.ApiToken;
import io.fumarole.server.oidc.Oidc;
import io.fumarole.server.oidc.Verdict;
import io.fumarole.storage.SignInStore.SignIn;
import io.fumarole.storage.StorageException;
import io.fumarole.storage.TokenStore;
import io.fumarole.storage.TokenStore.StoredToken;
import io.fumarole.storage.UserStore;
import io.fumarole.storage.UserStore.StoredUser;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Who calls: by a token, or by the cookie of a browser in which somebody has signed in.
public final class Callers {
  private static final String BEARER = "bearer ";

  /// Between a token's id and its secret. The first token has none: it is base64url.
  static final char SEPARATOR = '.';

  private final ApiToken first;
  private final TokenStore tokens;
  private final UserStore users;
  private final SignIns signIns;
  private final Optional<Oidc> oidc;
  private final InstantSource clock;

  /// Tokens as last read: whoever watches the server still gets in while its storage fails.
  private final Map<String, StoredToken> known = new ConcurrentHashMap<>();

  public Callers(
      ApiToken first,
      TokenStore tokens,
      UserStore users,
      SignIns signIns,
      Optional<Oidc> oidc,
      InstantSource clock) {
    this.first = first;
    this.tokens = tokens;
    this.users = users;
    this.signIns = signIns;
    this.oidc = oidc;
    this.clock = clock;
  }

  /// What a request shows of its caller.
  sealed interface Shown {
    /// @param signIn the secret of the sign-in that showed it; empty with a token
    record Good(Caller caller, Optional<String> signIn) implements Shown {}

    /// A token that was good until then.
    record Expired(String name, Instant at) implements Shown {}

    /// A token of the provider where people sign in, that does not count.
    record Refused(String words) implements Shown {}

    /// Nobody can tell now.
    record Unknown(String words) implements Shown {}

    /// No token of ours.
    record Wrong() implements Shown {}

    /// A cookie of a sign-in that is over.
    record SignedOut() implements Shown {}

    record Nothing() implements Shown {}
  }

  /// A token says more than a cookie: a browser sends the latter by itself.
  Shown of(Context context) {
    return of(context, signIns::use);
  }

  /// Whether who was let in still would be. It is no use of a sign-in: a page that is left open
  /// holds none.
  boolean isStill(Context context, Scope needed) {
    return of(context, signIns::look) instanceof Shown.Good(var caller, _) && caller.may(needed);
  }

  private Shown of(Context context, Function<String, Optional<SignIn>> finding) {
    String given = Optional.ofNullable(context.header("Authorization")).orElse("");
    if (given.regionMatches(true, 0, BEARER, 0, BEARER.length()))
      return byToken(given.substring(BEARER.length()).strip());
    return SignInCookie.read(context)
        .map(it -> bySignIn(it, finding))
        .orElseGet(Shown.Nothing::new);
  }

  Shown byToken(String token) {
    if (first.matches(token)) return new Shown.Good(Caller.FIRST, Optional.empty());
    if (oidc.isPresent() && Oidc.isJwt(token)) return byProvider(oidc.get().bearer(token));
    int end = token.indexOf(SEPARATOR);
    if (end < 0 || !TokensResource.isId(token.substring(0, end))) return new Shown.Wrong();
    return find(token.substring(0, end))
        .filter(it -> ApiToken.isDigest(it.digest(), token.substring(end + 1)))
        .<Shown>map(this::good)
        .orElseGet(Shown.Wrong::new);
  }

  private static Shown byProvider(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Known known -> new Shown.Good(Caller.of(known), Optional.empty());
      case Verdict.Refused(var words) -> new Shown.Refused(words);
      case Verdict.Unavailable(var words) -> new Shown.Unknown(words);
    };
  }

  private Shown good(StoredToken token) {
    if (token.isExpiredAt(clock.instant()))
      return new Shown.Expired(token.name(), token.expires().orElseThrow());
    return new Shown.Good(Caller.of(token), Optional.empty());
  }

  private Optional<StoredToken> find(String id) {
    try {
      Optional<StoredToken> found = tokens.find(id);
      found.ifPresentOrElse(it -> known.put(id, it), () -> known.remove(id));
      return found;
    } catch (StorageException failed) {
      StoredToken last = known.get(id);
      if (last == null) throw failed;
      return Optional.of(last);
    }
  }

  private Shown bySignIn(String secret, Function<String, Optional<SignIn>> finding) {
    return finding
        .apply(secret)
        .flatMap(this::caller)
        .<Shown>map(it -> new Shown.Good(it, Optional.of(secret)))
        .orElseGet(Shown.SignedOut::new);
  }

  /// Whoever has signed in, as long as that is still somebody. It lasts no longer than the token
  /// that it was opened with.
  private Optional<Caller> caller(SignIn signIn) {
    if (signIn.caller().equals(Caller.FIRST.id())) return Optional.of(Caller.FIRST);
    if (signIn.guest().isPresent())
      return oidc.map(
          _ ->
              Caller.guest(
                  signIn.caller(), signIn.guest().get().name(), signIn.guest().get().role()));
    Optional<String> user = Caller.user(signIn.caller());
    if (user.isEmpty())
      return find(signIn.caller()).filter(it -> !it.isExpiredAt(clock.instant())).map(Caller::of);
    return users
        .find(user.get())
        .filter(StoredUser::isActive)
        .filter(it -> it.epoch() == signIn.epoch())
        .map(Caller::of);
  }
}
