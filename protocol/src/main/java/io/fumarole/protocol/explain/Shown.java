package io.fumarole.protocol.explain;

import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Octets;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/// Puts what a peer sent into text that is short and safe to print.
final class Shown {
  /// Wide enough for most addresses; a package or a tree would drown the rest.
  private static final int LONGEST_VALUE = 80;

  /// Addresses and names are shown whole unless they are absurd.
  private static final int LONGEST_NAME = 255;

  private static final int SHOWN_OCTETS = 8;
  private static final int MOST_DIGITS = 15;

  /// The nodes of DMAcc, in DM 1.2 and before, that hold secrets and nonces.
  private static final Set<String> SECRET_NODES =
      Set.of("AAuthSecret", "AAuthData", "ClientPW", "ServerPW", "ClientNonce", "ServerNonce");

  private Shown() {}

  /// An address, a name or a code.
  static String name(String text) {
    return abbreviate(text, LONGEST_NAME);
  }

  /// The value of the node at `uri`; a secret is not shown.
  static String value(String uri, Data data) {
    return switch (data) {
      case Data.Embedded(var root) -> "<" + name(root.name()) + "> document";
      case Data.Value(var octets) when octets.length() == 0 -> "(empty)";
      case Data.Value(var octets) when isSecret(uri) ->
          "(secret, " + count(octets.length()) + " octets)";
      case Data.Value(var octets) when octets.isText() -> text(octets);
      case Data.Value(var octets) -> binary(octets);
    };
  }

  private static boolean isSecret(String uri) {
    String path = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
    return SECRET_NODES.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  private static String text(Octets octets) {
    String text = octets.utf8();
    String shown = abbreviate(text, LONGEST_VALUE);
    return shown.endsWith("…") && !text.endsWith("…")
        ? shown + " (" + count(octets.length()) + " octets)"
        : shown;
  }

  private static String binary(Octets octets) {
    boolean all = octets.length() <= SHOWN_OCTETS;
    String start = octets.slice(0, Math.min(SHOWN_OCTETS, octets.length())).toHex();
    return count(octets.length()) + " octets, " + start + (all ? "" : "…");
  }

  /// A number with its thousands apart; text that is none stays as it is.
  static String number(String digits) {
    OptionalLong number = wholeNumber(digits);
    return number.isPresent() ? count(number.getAsLong()) : name(digits);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// The number that a text is, blanks around it allowed; empty when it is none.
  static OptionalLong wholeNumber(String text) {
    String digits = text.strip();
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return plain ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
  }

  private static String abbreviate(String text, int most) {
    var shown = new StringBuilder();
    int[] codePoints = text.codePoints().limit(most + 1L).toArray();
    for (int i = 0; i < Math.min(most, codePoints.length); i++) append(shown, codePoints[i]);
    return codePoints.length > most ? shown + "…" : shown.toString();
  }

  /// Control and format characters are written out: they could otherwise move the cursor, recolour
  /// the terminal or turn the reading direction.
  private static void append(StringBuilder shown, int codePoint) {
    switch (codePoint) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (isPrintable(codePoint)) shown.appendCodePoint(codePoint);
        else shown.append(String.format(Locale.ROOT, "\\u{%X}", codePoint));
      }
    }
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
