package io.fumarole.protocol.dm;

import io.fumarole.protocol.syncml.Octets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The value of the transport header `x-syncml-hmac`, which authenticates a whole message. Spec:
/// DM-SEC 5.4, syncml-dm 8.
///
/// @param algorithm in upper case; only `MD5` exists in DM 1.2
/// @param username equal to `Source/LocName`
/// @param mac base64 of 16 octets
public record HmacHeader(String algorithm, String username, String mac) {
  public static final String NAME = "x-syncml-hmac";
  private static final String MD5 = "MD5";

  /// Longest value we look at: algorithm and mac need 60 characters, the rest is for the name.
  private static final int LONGEST = 1_024;

  private static final int MAC_OCTETS = 16;

  public HmacHeader {
    if (username.isEmpty() || username.chars().anyMatch(c -> c < 0x20 || c == 0x7F))
      throw new IllegalArgumentException("a user name needs characters, none of them control ones");
  }

  /// The header for the exact octets of a message.
  public static HmacHeader of(Account account, Octets nonce, Octets body) {
    return new HmacHeader(MD5, account.name(), account.hmac(nonce, body));
  }

  /// Reads a header value: parameters in any order, unknown ones skipped, the algorithm MD5 if
  /// absent. Empty when the value is none: no name, no mac of 16 octets, one of them twice, an open
  /// quote, or too long.
  public static Optional<HmacHeader> parse(String value) {
    if (value.length() > LONGEST) return Optional.empty();
    return new Parameters(value)
        .read()
        .flatMap(
            found -> {
              String algorithm = found.getOrDefault("algorithm", MD5).toUpperCase(Locale.ROOT);
              String username = found.getOrDefault("username", "");
              String mac = found.getOrDefault("mac", "");
              boolean bad =
                  username.isEmpty() || username.chars().anyMatch(c -> c < 0x20 || c == 0x7F);
              if (bad || !isMac(mac)) return Optional.empty();
              return Optional.of(new HmacHeader(algorithm, username, mac));
            });
  }

  private static boolean isMac(String text) {
    try {
      return Base64.getDecoder().decode(text).length == MAC_OCTETS;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /// Whether the header proves that the account's owner sent `body`; compared in constant time.
  public boolean proves(Account account, Octets nonce, Octets body) {
    return algorithm.equals(MD5)
        && Credentials.sameText(account.name(), username)
        && Credentials.sameText(account.hmac(nonce, body), mac);
  }

  /// The header's value as we send it.
  public String format() {
    String quoted = username.replace("\\", "\\\\").replace("\"", "\\\"");
    return "algorithm=" + algorithm + ", username=\"" + quoted + "\", mac=" + mac;
  }

  /// Never shows the mac.
  @Override
  public String toString() {
    return "HmacHeader[" + algorithm + ", " + username + "]";
  }

  /// Reads `name=value, name="quoted value"`.
  private static final class Parameters {
    private final String text;
    private int position;

    Parameters(String text) {
      this.text = text;
    }

    Optional<Map<String, String>> read() {
      Map<String, String> found = new HashMap<>();
      while (position < text.length()) {
        int equals = text.indexOf('=', position);
        if (equals < 0) return Optional.empty();
        String name = text.substring(position, equals).strip().toLowerCase(Locale.ROOT);
        position = equals + 1;
        Optional<String> value = value();
        if (name.isEmpty() || value.isEmpty() || found.put(name, value.get()) != null)
          return Optional.empty();
      }
      return Optional.of(found);
    }

    private Optional<String> value() {
      skipBlanks();
      if (position < text.length() && text.charAt(position) == '"') return quoted();
      int comma = text.indexOf(',', position);
      int end = comma < 0 ? text.length() : comma;
      String value = text.substring(position, end).strip();
      position = end + 1;
      return Optional.of(value);
    }

    private Optional<String> quoted() {
      StringBuilder value = new StringBuilder();
      for (position++; position < text.length(); position++) {
        char c = text.charAt(position);
        if (c == '"') return endOfQuoted(value.toString());
        boolean escaped = c == '\\' && position + 1 < text.length();
        value.append(escaped ? text.charAt(++position) : c);
      }
      return Optional.empty();
    }

    private Optional<String> endOfQuoted(String value) {
      position++;
      skipBlanks();
      if (position < text.length() && text.charAt(position) != ',') return Optional.empty();
      position++;
      return Optional.of(value);
    }

    private void skipBlanks() {
      while (position < text.length() && text.charAt(position) <= ' ') position++;
    }
  }
}
