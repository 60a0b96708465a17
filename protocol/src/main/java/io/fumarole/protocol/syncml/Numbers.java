package io.fumarole.protocol.syncml;

import java.util.OptionalLong;

/// Reads decimal numbers the way deployed peers write them: blanks around them are trimmed.
final class Numbers {
  private static final int MOST_DIGITS = 15;

  private Numbers() {}

  /// A whole number from 0, empty when the text is anything else.
  static OptionalLong parse(String text) {
    String digits = text.strip();
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return plain ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
  }

  static OptionalLong positive(String text) {
    OptionalLong number = parse(text);
    return number.isPresent() && number.getAsLong() > 0 ? number : OptionalLong.empty();
  }
}
