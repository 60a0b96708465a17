package io.fumarole.server.rest;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;

/// The cookie that holds a sign-in's secret: no script reads it, and no other site sends it.
///
/// @param isPublicTls whether the server's public address is https, also when a proxy ends it
public record SignInCookie(boolean isPublicTls) {
  static final String NAME = "fumarole-session";
  private static final String EVERYWHERE = "/";

  /// Until the browser is closed.
  private static final int SESSION = -1;

  static Optional<String> read(Context context) {
    return Optional.ofNullable(context.cookie(NAME)).filter(it -> !it.isBlank());
  }

  void set(Context context, String secret) {
    write(context, secret, SESSION);
  }

  void clear(Context context) {
    write(context, "", 0);
  }

  private void write(Context context, String value, int age) {
    boolean isSecure = isPublicTls || context.scheme().equals("https");
    context.cookie(new Cookie(NAME, value, EVERYWHERE, age, isSecure, true, null, SameSite.STRICT));
  }
}
