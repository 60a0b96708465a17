package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.syncml.Octets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The transport header `x-syncml-hmac`. Spec: DM-SEC 5.4, syncml-dm 8.
record ClientHmac(String username, String mac) {
  private static final int LONGEST = 1_024;
  private static final String COMMA_OUTSIDE_QUOTES = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

  static String value(Account account, Octets nonce, Octets body) {
    return "algorithm=MD5, username=\"%s\", mac=%s"
        .formatted(account.name(), account.hmac(nonce, body));
  }

  /// Reads a header; its parameters come in any order, and a missing algorithm is MD5. Empty for
  /// anything else.
  static Optional<ClientHmac> parse(String header) {
    if (header.length() > LONGEST) return Optional.empty();
    Map<String, String> parameters = new HashMap<>();
    for (String parameter : header.split(COMMA_OUTSIDE_QUOTES, -1)) {
      int equals = parameter.indexOf('=');
      if (equals < 0) return Optional.empty();
      String name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      parameters.put(name, unquoted(parameter.substring(equals + 1).strip()));
    }
    boolean md5 = parameters.getOrDefault("algorithm", "MD5").equalsIgnoreCase("MD5");
    boolean complete = parameters.containsKey("username") && parameters.containsKey("mac");
    return md5 && complete
        ? Optional.of(
            new ClientHmac(
                parameters.getOrDefault("username", ""), parameters.getOrDefault("mac", "")))
        : Optional.empty();
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
