package io.fumarole.server.rest;

import io.fumarole.server.rest.Callers.Shown;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.security.RouteRole;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who may come in, and what they may do. The first token, which the server made at its first
/// start, may do everything; other tokens do what their scopes say, users what their role says.
public final class Doorkeeper {
  static final String CSRF_HEADER = "X-CSRF-Token";

  /// They change nothing, so that a forged call is none.
  private static final Set<HandlerType> READING =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  private final Callers callers;
  private final Guesses guesses;

  /// @param guesses slows down those who guess a token, and never those who know one
  public Doorkeeper(Callers callers, Guesses guesses) {
    this.callers = callers;
    this.guesses = guesses;
  }

  /// Before it is known which route it is: a stranger learns nothing of what there is.
  void letIn(Context context) {
    if (RestApi.isOpen(context)) return;
    switch (callers.of(context)) {
      case Shown.Good(var caller, var signIn) -> {
        if (signIn.isPresent() && !isOurPage(context, signIn.get())) forged(context);
        else caller.enter(context);
      }
      case Shown.Expired(var name, var at) ->
          refuse(context, "the token '%s' was good until %s: ask for another".formatted(name, at));
      case Shown.Refused(var words) -> refuse(context, words);
      case Shown.Unknown(var words) -> {
        Problem.send(context, HttpStatus.SERVICE_UNAVAILABLE, words);
        context.skipRemainingHandlers();
      }
      case Shown.Wrong() -> guessed(context);
      case Shown.SignedOut() -> refuse(context, "you are not signed in any more: sign in again");
      case Shown.Nothing() ->
          blockedOr(
              context,
              "send 'Authorization: Bearer <token>' with a token of yours, or the one from the file api-token in the server's data directory");
    }
  }

  /// A browser sends the cookie also with what another site makes it send; only a page of ours
  /// knows the header.
  private static boolean isOurPage(Context context, String signIn) {
    if (READING.contains(context.method())) return true;
    String given = Optional.ofNullable(context.header(CSRF_HEADER)).orElse("");
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8),
        SignIns.csrf(signIn).getBytes(StandardCharsets.UTF_8));
  }

  private static void forged(Context context) {
    Problem.send(
        context,
        HttpStatus.FORBIDDEN,
        "with the cookie a change needs the header %s: GET /session says its value"
            .formatted(CSRF_HEADER));
    context.skipRemainingHandlers();
  }

  private void guessed(Context context) {
    boolean isBlocked =
        blockedOr(
            context,
            "the token is wrong: the server's own is in the file api-token in its data directory");
    if (!isBlocked) guesses.count(Guesses.TOKENS, context);
  }

  /// A request without a token is a mistake, not a guess.
  private boolean blockedOr(Context context, String words) {
    if (!guesses.isBlocked(Guesses.TOKENS, context)) {
      refuse(context, words);
      return false;
    }
    Guesses.tooMany(
        context,
        "too many wrong tokens from your address: wait a minute, and take the token from the file api-token in the server's data directory");
    context.skipRemainingHandlers();
    return true;
  }

  /// Says who is not let in what to show. Spec: RFC 9110 11.6.1.
  static void refuse(Context context, String words) {
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
    Optional<Caller> caller = Caller.of(context);
    if (caller.filter(it -> it.may(needed)).isPresent()) return;
    Problem.send(
        context,
        HttpStatus.FORBIDDEN,
        "this needs the scope %s; %s"
            .formatted(Input.word(needed), caller.map(Doorkeeper::has).orElse("you have none")));
    context.skipRemainingHandlers();
  }

  private static String has(Caller caller) {
    String scopes =
        caller.scopes().stream().map(Input::word).sorted().collect(Collectors.joining(", "));
    return caller
        .role()
        .map(role -> "your role %s has %s".formatted(Input.word(role), scopes))
        .orElse("your token has " + scopes);
  }
}
