package io.fumarole.lab.fault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which devices of a fleet a line of a script means.
public sealed interface Which {
  Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  /// @param number of the device, from 0
  boolean is(int number, String id);

  /// By their numbers, both ends included.
  record Numbers(int from, int to) implements Which {
    public Numbers {
      if (from > to) throw new IllegalArgumentException(from + "-" + to + ": the lower one first");
    }

    @Override
    public boolean is(int number, String id) {
      return number >= from && number <= to;
    }
  }

  /// By the beginning of their ids.
  record Beginning(String text) implements Which {
    @Override
    public boolean is(int number, String id) {
      return id.startsWith(text);
    }
  }

  /// One of them.
  record Id(String text) implements Which {
    @Override
    public boolean is(int number, String id) {
      return id.equals(text);
    }
  }

  /// Reads `7`, `0-99`, `SIM:000007`, `SIM:0000*` or `*`.
  static Which parse(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    if (numbers.matches()) {
      int from = Integer.parseInt(numbers.group(1));
      return new Numbers(
          from, numbers.group(2) == null ? from : Integer.parseInt(numbers.group(2)));
    }
    int star = text.indexOf('*');
    if (star < 0) return new Id(text);
    if (star != text.length() - 1)
      throw new IllegalArgumentException("'" + text + "': a star stands at the end");
    return new Beginning(text.substring(0, star));
  }
}
