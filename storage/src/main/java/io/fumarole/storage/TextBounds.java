package io.fumarole.storage;

import java.util.Optional;

/// Where texts with one beginning end, in the order of their octets in UTF-8.
final class TextBounds {
  private static final int BEFORE_SURROGATES = Character.MIN_SURROGATE - 1;

  private TextBounds() {}

  /// The least text that comes after all that begin with `start`; empty when there is none.
  static Optional<String> after(String start) {
    int[] letters = start.codePoints().toArray();
    for (int last = letters.length - 1; last >= 0; last--) {
      if (letters[last] == Character.MAX_CODE_POINT) continue;
      int next =
          letters[last] == BEFORE_SURROGATES ? Character.MAX_SURROGATE + 1 : letters[last] + 1;
      return Optional.of(new String(letters, 0, last) + Character.toString(next));
    }
    return Optional.empty();
  }
}
