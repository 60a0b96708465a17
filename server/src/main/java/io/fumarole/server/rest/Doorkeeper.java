package io.fumarole.server.rest;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.GuessThrottle;
import io.fumarole.server.ApiToken;
import io.fumarole.storage.StorageException;
import io.fumarole.storage.TokenStore;
import io.fumarole.storage.TokenStore.StoredToken;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.security.RouteRole;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Who may come in, and what they may do. The first token, which the server made at its first
/// start, may do everything; those in the store may do what their scopes say.
public final class Doorkeeper {
  private static final String BEARER = "bearer ";
  private static final String SCOPES = "fumarole-scopes";
  private static final String CALLER = "fumarole-caller";
  private static final String FIRST = "first";

  /// Between a token's id and its secret. The first token has none: it is base64url.
  static final char SEPARATOR = '.';

  /// Stands for the API among what can be guessed.
  private static final DeviceId API = new DeviceId("api");

  private final ApiToken first;
  private final TokenStore tokens;
  private final GuessThrottle throttle;
  private final InstantSource clock;

  /// Tokens as last read: whoever watches the server still gets in while its storage fails.
  private final Map<String, StoredToken> known = new ConcurrentHashMap<>();

  /// @param throttle slows down those who guess a token, and never those who know one
  public Doorkeeper(
      ApiToken first, TokenStore tokens, GuessThrottle throttle, InstantSource clock) {
    this.first = first;
    this.tokens = tokens;
    this.throttle = throttle;
    this.clock = clock;
  }

  private sealed interface Shown {
    record Good(String caller, Set<Scope> scopes) implements Shown {}

    record Expired(String name, Instant at) implements Shown {}

    record Wrong() implements Shown {}

    record Nothing() implements Shown {}
  }

  /// Before it is known which route it is: a stranger learns nothing of what there is.
  void letIn(Context context) {
    if (RestApi.OPEN.contains(context.path())) return;
    switch (shown(context)) {
      case Shown.Good(var caller, var scopes) -> {
        context.attribute(SCOPES, scopes);
        context.attribute(CALLER, caller);
      }
      case Shown.Expired(var name, var at) ->
          refuse(context, "the token '%s' was good until %s: ask for another".formatted(name, at));
      case Shown.Wrong() -> guessed(context);
      case Shown.Nothing() ->
          blockedOr(
              context,
              "send 'Authorization: Bearer <token>' with a token of yours, or the one from the file api-token in the server's data directory");
    }
  }

  private Shown shown(Context context) {
    String given = Optional.ofNullable(context.header("Authorization")).orElse("");
    if (!given.regionMatches(true, 0, BEARER, 0, BEARER.length())) return new Shown.Nothing();
    String token = given.substring(BEARER.length()).strip();
    if (first.matches(token)) return new Shown.Good(FIRST, Set.of(Scope.ADMIN));
    int end = token.indexOf(SEPARATOR);
    if (end < 0 || !TokensResource.isId(token.substring(0, end))) return new Shown.Wrong();
    return find(token.substring(0, end))
        .filter(it -> ApiToken.isDigest(it.digest(), token.substring(end + 1)))
        .<Shown>map(this::good)
        .orElseGet(Shown.Wrong::new);
  }

  private Shown good(StoredToken token) {
    if (token.isExpiredAt(clock.instant()))
      return new Shown.Expired(token.name(), token.expires().orElseThrow());
    return new Shown.Good(
        token.id(),
        Scope.GIVEN.stream()
            .filter(it -> token.scopes().contains(Input.word(it)))
            .collect(Collectors.toUnmodifiableSet()));
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

  private void guessed(Context context) {
    boolean isBlocked =
        blockedOr(
            context,
            "the token is wrong: the server's own is in the file api-token in its data directory");
    if (!isBlocked) throttle.guessed(API, context.ip(), clock.instant());
  }

  /// A request without a token is a mistake, not a guess.
  private boolean blockedOr(Context context, String words) {
    if (!throttle.isBlocked(API, context.ip(), clock.instant())) {
      refuse(context, words);
      return false;
    }
    context.header("Retry-After", "60");
    Problem.send(
        context,
        HttpStatus.TOO_MANY_REQUESTS,
        "too many wrong tokens from your address: wait a minute, and take the token from the file api-token in the server's data directory");
    context.skipRemainingHandlers();
    return true;
  }

  /// Which token let this request in.
  static String caller(Context context) {
    return Optional.<String>ofNullable(context.attribute(CALLER)).orElse("");
  }

  private static void refuse(Context context, String words) {
    context.header("WWW-Authenticate", "Bearer");
    Problem.send(context, HttpStatus.UNAUTHORIZED, words);
    context.skipRemainingHandlers();
  }

  /// Once the route is known. One that names no scope is nobody's.
  void letThrough(Context context) {
    Set<RouteRole> roles = context.routeRoles();
    if (roles.size() != 1 || !(roles.iterator().next() instanceof Scope needed))
      throw new IllegalStateException("a route without a scope: " + context.path());
    if (needed == Scope.ANYONE) return;
    Set<Scope> scopes = Optional.<Set<Scope>>ofNullable(context.attribute(SCOPES)).orElse(Set.of());
    if (scopes.stream().anyMatch(it -> it.includes(needed))) return;
    Problem.send(
        context,
        HttpStatus.FORBIDDEN,
        "this needs the scope %s; your token has %s"
            .formatted(
                Input.word(needed),
                scopes.stream().map(Input::word).sorted().collect(Collectors.joining(", "))));
    context.skipRemainingHandlers();
  }
}
