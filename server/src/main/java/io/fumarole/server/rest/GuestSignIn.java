package io.fumarole.server.rest;

import io.fumarole.server.oidc.Oidc;
import io.fumarole.server.oidc.Oidc.Begun;
import io.fumarole.server.oidc.OidcSignIns;
import io.fumarole.server.oidc.Verdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.util.Optional;
import java.util.regex.Pattern;

/// `/oidc/…`: a browser goes to the provider, and comes back signed in. What fails is told on a
/// page, as a person looks at it.
public final class GuestSignIn {
  static final String PATH = "/oidc/sign-in";

  /// Holds the state until the browser is back, and where it was.
  private static final String COOKIE = "fumarole-oidc";

  private static final String COOKIE_PATH = "/oidc";
  private static final int MOST_SECONDS = 900;
  private static final char DIVIDER = '|';

  /// A page of ours and nobody else's.
  private static final Pattern PAGE =
      Pattern.compile("/([A-Za-z0-9._~:%-][A-Za-z0-9._~:%/-]{0,500})?");

  private final OidcSignIns provider;
  private final SignInResource signIns;
  private final boolean isPublicTls;

  /// @param isPublicTls whether the server's public address is https, also when a proxy ends it
  public GuestSignIn(OidcSignIns provider, SignInResource signIns, boolean isPublicTls) {
    this.provider = provider;
    this.signIns = signIns;
    this.isPublicTls = isPublicTls;
  }

  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::begin).get(Oidc.CALLBACK, this::finish);
  }

  private void begin(Context context) {
    String page = Optional.ofNullable(context.queryParam("to")).orElse("/");
    OidcSignIns.Going going = provider.begin();
    switch (going.begun()) {
      case Begun.Sent(var to) -> {
        remember(context, going.state() + DIVIDER + (PAGE.matcher(page).matches() ? page : "/"));
        context.header("Cache-Control", "no-store").redirect(to.toString(), HttpStatus.FOUND);
      }
      case Begun.Unavailable(var words) -> tell(context, HttpStatus.SERVICE_UNAVAILABLE, words);
    }
  }

  private void finish(Context context) {
    String kept = Optional.ofNullable(context.cookie(COOKIE)).orElse("");
    int divider = kept.indexOf(DIVIDER);
    String state = divider < 0 ? "" : kept.substring(0, divider);
    forget(context);
    if (state.isEmpty() || !state.equals(context.queryParam("state"))) {
      tell(
          context,
          HttpStatus.BAD_REQUEST,
          "this browser has not begun to sign in, or did it elsewhere meanwhile: begin again");
      return;
    }
    switch (provider.finish(state, Optional.ofNullable(context.queryString()).orElse(""))) {
      case Verdict.Known known -> {
        var _ = signIns.opened(context, Caller.of(known), 0);
        context.redirect(kept.substring(divider + 1), HttpStatus.SEE_OTHER);
      }
      case Verdict.Refused(var words) -> tell(context, HttpStatus.FORBIDDEN, words);
      case Verdict.Unavailable(var words) -> tell(context, HttpStatus.SERVICE_UNAVAILABLE, words);
    }
  }

  private void remember(Context context, String value) {
    cookie(context, value, MOST_SECONDS);
  }

  private void forget(Context context) {
    cookie(context, "", 0);
  }

  /// Lax: the browser comes from the provider's page, and has to bring it.
  private void cookie(Context context, String value, int age) {
    boolean isSecure = isPublicTls || context.scheme().equals("https");
    context.cookie(new Cookie(COOKIE, value, COOKIE_PATH, age, isSecure, true, null, SameSite.LAX));
  }

  private static void tell(Context context, HttpStatus status, String words) {
    context
        .status(status)
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .header("X-Content-Type-Options", "nosniff")
        .html(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Not signed in · Fumarole</title>
            </head>
            <body>
            <h1>Not signed in</h1>
            <p>%s</p>
            <p><a href="/">Back to Fumarole</a>, to try again or to sign in with a name and a password</p>
            </body>
            </html>
            """
                .formatted(escaped(words)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
