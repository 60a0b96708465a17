package io.fumarole.server.download;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a `Range` asks of content of a known size. Spec: RFC 9110 14.
sealed interface RangeAnswer {
  /// No range, one that is not well-formed, or several at once: a server may ignore those, and no
  /// device resumes a download with them.
  record Whole() implements RangeAnswer {}

  /// @param last inclusive
  record Part(long first, long last) implements RangeAnswer {
    long length() {
      return last - first + 1;
    }
  }

  record Unsatisfiable() implements RangeAnswer {}

  Pattern ONE_RANGE = Pattern.compile("(?i:bytes)[ \t]*=[ \t]*([0-9]*)-([0-9]*)[ \t]*");

  /// Numbers with more digits are larger than any file.
  int MOST_DIGITS = 18;

  static RangeAnswer of(Optional<String> header, long size) {
    Matcher range = ONE_RANGE.matcher(header.orElse(""));
    if (!range.matches()) return new Whole();
    String first = range.group(1);
    String last = range.group(2);
    if (first.isEmpty()) return last.isEmpty() ? new Whole() : suffix(number(last), size);
    return between(number(first), last.isEmpty() ? Long.MAX_VALUE : number(last), size);
  }

  private static RangeAnswer suffix(long length, long size) {
    if (length == 0 || size == 0) return new Unsatisfiable();
    return new Part(Math.max(0, size - length), size - 1);
  }

  private static RangeAnswer between(long first, long last, long size) {
    if (last < first) return new Whole();
    if (first >= size) return new Unsatisfiable();
    return new Part(first, Math.min(last, size - 1));
  }

  private static long number(String digits) {
    return digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
