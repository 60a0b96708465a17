package io.fumarole.protocol.dm;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads values of leaves as deployed devices write them.
final class NodeText {
  /// No leaf of the standard objects is longer in the field.
  static final int LONGEST = 4_096;

  /// Most leaves of one standard object, a vendor's own under `Ext` included.
  static final int MOST_LEAVES = 256;

  private NodeText() {}

  /// Without blanks around it and without NUL octets at its end, which some clients send.
  static String clean(String value) {
    return value.trim();
  }

  /// The value, if there is one besides blanks.
  static Optional<String> present(String value) {
    return Optional.of(clean(value)).filter(text -> !text.isEmpty());
  }

  /// `true` and `false` in any case.
  static Optional<Boolean> bool(String value) {
    return switch (clean(value).toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /// A number of 16 bits in decimal text.
  static OptionalInt number16(String value) {
    String text = clean(value);
    if (!text.matches("[0-9]{1,5}")) return OptionalInt.empty();
    int number = Integer.parseInt(text);
    return number > 0xFFFF ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
