package io.fumarole.scenario.export;

import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;

/// Writes scenario lines: words and attributes, quoted where they must be.
final class Lines {
  private final StringBuilder text = new StringBuilder();

  Lines line(String line) {
    text.append(line).append('\n');
    return this;
  }

  Lines gap() {
    text.append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /// A text as a word that the parser reads back as that text.
  static String word(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\', '"' -> escaped.append('\\').append(c);
        case '\n' -> escaped.append("\\n");
        case '\t' -> escaped.append("\\t");
        case '\0' -> escaped.append("\\0");
        case '*', '{', '$' -> escaped.append('\\').append(c);
        default -> escaped.append(c);
      }
    }
    String word = escaped.toString();
    boolean plain =
        !word.isEmpty()
            && word.contentEquals(text)
            && word.chars().noneMatch(c -> Character.isWhitespace(c) || c == '#' || c == '<')
            && !word.matches("[a-z][a-z-]*=.*");
    return plain ? word : "\"" + word + "\"";
  }

  static String attribute(String key, String value) {
    String word = word(value);
    return " " + key + "=" + (word.equals("\"\"") ? "" : word);
  }

  static String attribute(String key, Optional<String> value) {
    return value.map(present -> attribute(key, present)).orElse("");
  }

  /// Data as text, or in hexadecimal when it is none, or when it holds what a line cannot.
  static String data(Octets octets) {
    boolean line = octets.isText() && octets.utf8().indexOf('\r') < 0;
    return line ? attribute("data", octets.utf8()) : " hex=" + octets.toHex();
  }
}
