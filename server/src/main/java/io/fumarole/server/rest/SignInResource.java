package io.fumarole.server.rest;

import io.fumarole.server.oidc.Oidc;
import io.fumarole.server.rest.Callers.Shown;
import io.fumarole.server.rest.UserPasswords.Checked;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.Optional;
import java.util.SortedSet;

/// `/session`: signs a browser in and out. Whoever has a token may sign in by it, so that there is
/// a way in before there are users.
public final class SignInResource implements RestApi.Resource {
  private final Callers callers;
  private final SignIns signIns;
  private final UserPasswords passwords;
  private final Guesses guesses;
  private final SignInCookie cookie;
  private final Audit audit;
  private final Optional<Oidc> oidc;

  /// @param guesses of tokens
  public SignInResource(
      Callers callers,
      SignIns signIns,
      UserPasswords passwords,
      Guesses guesses,
      SignInCookie cookie,
      Audit audit,
      Optional<Oidc> oidc) {
    this.callers = callers;
    this.signIns = signIns;
    this.passwords = passwords;
    this.guesses = guesses;
    this.cookie = cookie;
    this.audit = audit;
    this.oidc = oidc;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/session/ways", this::ways, Scope.ANYONE)
        .post(RestApi.BASE + "/session", this::signIn, Scope.ANYONE)
        .get(RestApi.BASE + "/session", this::show, Scope.KNOWN)
        .delete(RestApi.BASE + "/session", this::signOut, Scope.KNOWN);
  }

  record Given(Optional<String> name, Optional<String> password, Optional<String> token) {
    /// Never shows a secret.
    @Override
    public String toString() {
      return "Given";
    }
  }

  /// @param role empty for a token
  /// @param csrf what each change that comes with the cookie sends in a header; empty for a token
  ///   in the header
  record SignedIn(String name, String role, SortedSet<String> scopes, String csrf) {
    static SignedIn of(Caller caller, Optional<String> secret) {
      return new SignedIn(
          caller.name(),
          caller.role().map(Input::word).orElse(""),
          Scope.words(caller.scopes()),
          secret.map(SignIns::csrf).orElse(""));
    }
  }

  private void signIn(Context context) {
    // Another site's form cannot say this: nobody is signed in as somebody else unawares.
    String type = Optional.ofNullable(context.contentType()).orElse("");
    if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json"))
      throw new BadRequest(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "say 'Content-Type: application/json'");
    Given given = Input.json(context, Given.class);
    if (given.token().isPresent() == (given.name().isPresent() || given.password().isPresent()))
      throw new BadRequest("say either 'name' and 'password', or 'token'");
    if (given.token().isPresent()) byToken(context, given.token().get());
    else
      byPassword(
          context, Input.needed(given.name(), "name"), Input.needed(given.password(), "password"));
  }

  private void byPassword(Context context, String name, String password) {
    switch (passwords.check(name, password, context)) {
      case Checked.Right(var user) -> open(context, Caller.of(user), user.epoch());
      case Checked.Wrong() -> Doorkeeper.refuse(context, "the name or the password is wrong");
      case Checked.Answered() -> {}
    }
  }

  private void byToken(Context context, String token) {
    switch (callers.byToken(token.strip())) {
      case Shown.Good(var caller, _) -> open(context, caller, 0);
      case Shown.Expired(var name, var at) ->
          Doorkeeper.refuse(
              context, "the token '%s' was good until %s: ask for another".formatted(name, at));
      case Shown.Refused(var words) -> Doorkeeper.refuse(context, words);
      case Shown.Unknown(var words) -> Problem.send(context, HttpStatus.SERVICE_UNAVAILABLE, words);
      case Shown.Wrong(), Shown.SignedOut(), Shown.Nothing() -> guessed(context);
    }
  }

  private void guessed(Context context) {
    if (guesses.isBlocked(Guesses.TOKENS, context)) {
      Guesses.tooMany(context, "too many wrong tokens from your address: wait a minute");
      return;
    }
    guesses.count(Guesses.TOKENS, context);
    Doorkeeper.refuse(context, "the token is wrong");
  }

  /// How one can sign in, for the page that asks.
  ///
  /// @param provider its name, where there is one
  record Ways(Optional<String> provider, Optional<String> at) {}

  private void ways(Context context) {
    context.json(new Ways(oidc.map(Oidc::name), oidc.map(_ -> GuestSignIn.PATH)));
  }

  /// Opens the browser for somebody; returns the secret of the sign-in.
  String opened(Context context, Caller caller, long epoch) {
    audit.signingIn(context, caller);
    SignInCookie.read(context).ifPresent(signIns::end);
    String secret = signIns.open(caller, epoch);
    cookie.set(context, secret);
    context.header("Cache-Control", "no-store");
    return secret;
  }

  private void open(Context context, Caller caller, long epoch) {
    String secret = opened(context, caller, epoch);
    context.status(HttpStatus.CREATED);
    context.json(SignedIn.of(caller, Optional.of(secret)));
  }

  private void show(Context context) {
    context.header("Cache-Control", "no-store");
    context.json(SignedIn.of(Caller.of(context).orElseThrow(), signIn(context, callers)));
  }

  private static Optional<String> signIn(Context context, Callers callers) {
    return callers.of(context) instanceof Shown.Good(_, var signIn) ? signIn : Optional.empty();
  }

  /// @param provider where to go on, to sign out there, too
  record SignedOut(String signedOut, Optional<String> provider) {}

  private void signOut(Context context) {
    SignInCookie.read(context).ifPresent(signIns::end);
    cookie.clear(context);
    Caller caller = Caller.of(context).orElseThrow();
    context.json(
        new SignedOut(
            caller.name(),
            oidc.filter(_ -> caller.isGuest()).flatMap(Oidc::signOut).map(URI::toString)));
  }
}
