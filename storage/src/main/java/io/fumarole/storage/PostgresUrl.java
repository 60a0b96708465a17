package io.fumarole.storage;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where a PostgreSQL database is: `postgresql://user:password@host:port/database?option=value`.
/// The options are the driver's, such as `sslmode`. Without a password the driver looks where
/// PostgreSQL's own programs do, in `PGPASSWORD` and `~/.pgpass`.
///
/// @param jdbc the address without user and password
public record PostgresUrl(String jdbc, Optional<String> user, Optional<String> password) {
  private static final String JDBC = "jdbc:";

  /// @throws IllegalArgumentException saying what is wrong, without the password
  public static PostgresUrl parse(String text) {
    URI uri = uri(text.startsWith(JDBC) ? text.substring(JDBC.length()) : text);
    if (uri.getScheme() == null || !uri.getScheme().matches("postgres(ql)?"))
      throw refused("it does not begin with postgresql://");
    if (uri.getRawAuthority() == null || uri.getHost() == null) throw refused("it names no host");
    if (uri.getPath() == null || uri.getPath().length() < 2) throw refused("it names no database");
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    if (query.matches(".*[?&](user|password)=.*"))
      throw refused("user and password belong before the host: postgresql://user:password@host/…");
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String[] account =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    return new PostgresUrl(
        "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
        account.length > 0 ? Optional.of(plain(account[0])) : Optional.empty(),
        account.length > 1 ? Optional.of(plain(account[1])) : Optional.empty());
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException notAnAddress) {
      // Without the cause: its message has the password in it.
      throw refused("a character in it has to be written with % and its code");
    }
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "the address of the database is postgresql://user:password@host:port/database, and this one is"
            + " not: "
            + why);
  }

  private static String plain(String escaped) {
    return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// The whole address, as [#parse] takes it.
  public String text() {
    String account =
        user.map(PostgresUrl::escaped).orElse("")
            + password.map(secret -> ":" + escaped(secret)).orElse("");
    return jdbc.substring(JDBC.length())
        .replaceFirst("//", account.isEmpty() ? "//" : "//" + account + "@");
  }

  private static String escaped(String plain) {
    return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Without user and password.
  @Override
  public String toString() {
    return jdbc.substring(JDBC.length()).replaceAll("\\?.*", "");
  }
}
