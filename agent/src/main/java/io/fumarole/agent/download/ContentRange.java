package io.fumarole.agent.download;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `bytes N-M/T`, or `bytes */T` beside a 416. Spec: RFC 9110 14.4.
///
/// @param from -1 when the range is `*`
record ContentRange(long from, long total) {
  private static final Pattern FORM =
      Pattern.compile("bytes\\s+(?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18})");

  static Optional<ContentRange> parse(String text) {
    Matcher match = FORM.matcher(text.strip());
    if (!match.matches()) return Optional.empty();
    long from = match.group(1) == null ? -1 : Long.parseLong(match.group(1));
    return Optional.of(new ContentRange(from, Long.parseLong(match.group(2))));
  }
}
