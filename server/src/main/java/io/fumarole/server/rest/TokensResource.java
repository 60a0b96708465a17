package io.fumarole.server.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fumarole.server.ApiToken;
import io.fumarole.storage.TokenStore;
import io.fumarole.storage.TokenStore.StoredToken;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/// `/tokens`: who may call the API. The first token is not among them: it lies in a file.
public final class TokensResource implements RestApi.Resource {
  private static final int LONGEST_NAME = 100;
  private static final Duration LONGEST_LIFE = Duration.ofDays(3_650);

  private final TokenStore tokens;
  private final Supplier<String> ids;
  private final Supplier<String> secrets;
  private final InstantSource clock;

  /// @param secrets fresh ones that nobody can guess
  public TokensResource(
      TokenStore tokens, Supplier<String> ids, Supplier<String> secrets, InstantSource clock) {
    this.tokens = tokens;
    this.ids = ids;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// As they are made. What else stands there is no token of ours.
  static boolean isId(String text) {
    return text.matches("[a-z0-9]{1,32}");
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/tokens", this::list, Scope.ADMIN)
        .post(RestApi.BASE + "/tokens", this::add, Scope.ADMIN)
        .delete(RestApi.BASE + "/tokens/{id}", this::revoke, Scope.ADMIN);
  }

  /// @param expiresIn such as `90d`; empty: never
  record NewToken(
      Optional<String> name, Optional<List<String>> scopes, Optional<String> expiresIn) {}

  record TokenView(
      String id,
      String name,
      SortedSet<String> scopes,
      Instant created,
      Optional<Instant> expires,
      boolean expired) {
    static TokenView of(StoredToken token, Instant now) {
      return new TokenView(
          token.id(),
          token.name(),
          token.scopes(),
          token.created(),
          token.expires(),
          token.isExpiredAt(now));
    }
  }

  /// @param token shown this once
  record Made(@JsonUnwrapped TokenView view, String token) {}

  private void list(Context context) {
    Instant now = clock.instant();
    context.json(
        Map.of(
            "tokens",
            tokens.list(Input.limit(context)).stream().map(it -> TokenView.of(it, now)).toList()));
  }

  private void add(Context context) {
    NewToken wanted = Input.json(context, NewToken.class);
    Instant now = clock.instant();
    String secret = secrets.get();
    StoredToken token = token(wanted, secret, now);
    while (!tokens.add(token)) token = token(wanted, secret, now);
    context.header("Cache-Control", "no-store");
    context.status(HttpStatus.CREATED);
    context.json(new Made(TokenView.of(token, now), token.id() + Callers.SEPARATOR + secret));
  }

  private StoredToken token(NewToken wanted, String secret, Instant now) {
    return new StoredToken(
        ids.get(),
        name(wanted),
        scopes(wanted),
        ApiToken.digest(secret),
        now,
        wanted.expiresIn().map(text -> now.plus(life(text))));
  }

  private static String name(NewToken wanted) {
    String name = Input.needed(wanted.name(), "name").strip();
    boolean isPlain = name.chars().noneMatch(Character::isISOControl);
    if (name.length() > LONGEST_NAME || !isPlain)
      throw BadRequest.about("name", "'name' has 1 to " + LONGEST_NAME + " printable characters");
    return name;
  }

  private static SortedSet<String> scopes(NewToken wanted) {
    SortedSet<String> scopes = new TreeSet<>();
    Scope[] known = Scope.GIVEN.stream().sorted().toArray(Scope[]::new);
    for (String word : wanted.scopes().orElse(List.of()))
      scopes.add(Input.word(Input.word("scope", word, known)));
    if (scopes.isEmpty())
      throw BadRequest.about("scopes", "'scopes' is missing: it says what the token may do");
    return scopes;
  }

  private static Duration life(String text) {
    Duration life = Input.duration("expiresIn", text);
    if (life.isNegative() || life.isZero() || life.compareTo(LONGEST_LIFE) > 0)
      throw BadRequest.about(
          "expiresIn",
          "'expiresIn' is more than nothing and at most " + LONGEST_LIFE.toDays() + "d");
    return life;
  }

  private void revoke(Context context) {
    String id = context.pathParam("id");
    if (!tokens.remove(id))
      throw new BadRequest(HttpStatus.NOT_FOUND, "no token " + id + ": GET /tokens lists them");
    context.json(Map.of("revoked", id));
  }
}
