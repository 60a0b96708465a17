package io.fumarole.campaign.inventory;

import java.util.ArrayList;
import java.util.List;

/// Text in which a `*` stands for any characters or none; `\*` is a star, and `\\` a backslash.
/// Upper and lower case differ.
///
/// @param parts what stands between the stars; a single one stands for itself
public record TextPattern(List<String> parts) {
  public TextPattern {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) throw new IllegalArgumentException("a pattern has at least one part");
  }

  public static TextPattern of(String text) {
    List<String> parts = new ArrayList<>();
    var part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isEscape = c == '\\' && i + 1 < text.length() && isSpecial(text.charAt(i + 1));
      if (isEscape) {
        part.append(text.charAt(++i));
      } else if (c == '*') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return new TextPattern(parts);
  }

  private static boolean isSpecial(char c) {
    return c == '*' || c == '\\';
  }

  public boolean isExact() {
    return parts.size() == 1;
  }

  /// Whether every text fits.
  public boolean isAny() {
    return !isExact() && parts.stream().allMatch(String::isEmpty);
  }

  /// What a text that fits begins with.
  public String start() {
    return parts.getFirst();
  }

  public boolean matches(String text) {
    if (isExact()) return text.equals(start());
    String end = parts.getLast();
    int from = start().length();
    int to = text.length() - end.length();
    if (from > to || !text.startsWith(start()) || !text.endsWith(end)) return false;
    for (String part : parts.subList(1, parts.size() - 1)) {
      int at = text.indexOf(part, from);
      if (at < 0 || at + part.length() > to) return false;
      from = at + part.length();
    }
    return true;
  }
}
