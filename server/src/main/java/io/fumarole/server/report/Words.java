package io.fumarole.server.report;

import java.util.Locale;

/// Constants and numbers in words.
final class Words {
  private Words() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
