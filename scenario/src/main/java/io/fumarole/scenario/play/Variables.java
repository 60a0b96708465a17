package io.fumarole.scenario.play;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Row;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The variables of a conversation. `${name}` stands for a value wherever something is written; in
/// an expectation `*` stands for anything, and `{name}` takes what stands there into a variable.
final class Variables {
  /// `N`, or `N from M`.
  private static final Pattern FILLER =
      Pattern.compile("([0-9]{1,7})(?:\\s+from\\s+([0-9]{1,7}))?");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final BiFunction<Integer, String, RuntimeException> mistake;

  /// @param mistake makes the error for a line
  Variables(Map<String, String> start, BiFunction<Integer, String, RuntimeException> mistake) {
    values.putAll(start);
    this.mistake = mistake;
  }

  void set(String name, String value) {
    values.put(name, value);
  }

  String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  Map<String, String> all() {
    return Map.copyOf(values);
  }

  /// The text with its variables filled in.
  String fill(Row row, String text) {
    return fill(row.line(), text);
  }

  String fill(int line, String text) {
    var filled = new StringBuilder();
    for (Piece piece : pieces(line, text)) {
      switch (piece) {
        case Piece.Literal(var literal) -> filled.append(literal);
        case Piece.Capture(var name) -> filled.append('{').append(name).append('}');
        case Piece.Anything _ -> filled.append('*');
      }
    }
    return filled.toString();
  }

  /// Whether `actual` is as the pattern says; what it captures is set.
  boolean matches(Row row, String pattern, String actual) {
    var regex = new StringBuilder();
    List<String> captures = new ArrayList<>();
    for (Piece piece : pieces(row.line(), pattern)) {
      switch (piece) {
        case Piece.Literal(var literal) -> regex.append(Pattern.quote(literal));
        case Piece.Anything _ -> regex.append(".*");
        case Piece.Capture(var name) -> {
          captures.add(name);
          regex.append("(.*)");
        }
      }
    }
    Matcher matcher = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(actual);
    if (!matcher.matches()) return false;
    for (int i = 0; i < captures.size(); i++) values.put(captures.get(i), matcher.group(i + 1));
    return true;
  }

  private sealed interface Piece {
    record Literal(String text) implements Piece {}

    record Anything() implements Piece {}

    record Capture(String name) implements Piece {}
  }

  private List<Piece> pieces(int line, String text) {
    List<Piece> pieces = new ArrayList<>();
    var literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        literal.append(text.charAt(at + 1));
        at += 2;
      } else if (c == '*') {
        flush(literal, pieces);
        pieces.add(new Piece.Anything());
        at++;
      } else if (c == '{' || text.startsWith("${", at)) {
        int end = text.indexOf('}', at);
        if (end < 0) throw mistake.apply(line, "'" + text + "' lacks a closing brace");
        String inside = text.substring(at + (c == '{' ? 1 : 2), end).strip();
        if (c == '{') {
          flush(literal, pieces);
          pieces.add(new Piece.Capture(inside));
        } else {
          literal.append(value(line, inside));
        }
        at = end + 1;
      } else {
        literal.append(c);
        at++;
      }
    }
    flush(literal, pieces);
    return pieces;
  }

  private static void flush(StringBuilder literal, List<Piece> pieces) {
    if (!literal.isEmpty()) pieces.add(new Piece.Literal(literal.toString()));
    literal.setLength(0);
  }

  /// A variable, or one of the functions `fill N`, `fill N from M`, `b64 TEXT` and `b64 of
  /// VARIABLE`.
  private String value(int line, String inside) {
    String[] words = inside.split("\\s+", 2);
    if (words.length == 2) {
      return switch (words[0]) {
        case "fill" -> filler(line, words[1]);
        case "b64" -> Base64.getEncoder().encodeToString(Octets.utf8(words[1]).toByteArray());
        default ->
            throw mistake.apply(line, "'" + words[0] + "' computes nothing: fill and b64 do");
      };
    }
    String value = values.get(inside);
    if (value == null)
      throw mistake.apply(
          line, "no variable '" + inside + "' here: there are " + new TreeSet<>(values.keySet()));
    return value;
  }

  /// `fill N`, and `fill N from M`: a part of a longer one.
  private String filler(int line, String what) {
    Matcher numbers = FILLER.matcher(what);
    int length = numbers.matches() ? Integer.parseInt(numbers.group(1)) : -1;
    int from = length < 0 || numbers.group(2) == null ? 0 : Integer.parseInt(numbers.group(2));
    if (length < 0 || from + length > Filler.LARGEST)
      throw mistake.apply(line, "fill takes a number up to " + Filler.LARGEST);
    return Filler.text(from + length).substring(from);
  }
}
