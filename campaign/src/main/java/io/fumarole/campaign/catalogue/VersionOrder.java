package io.fumarole.campaign.catalogue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which of two versions is newer, where that can be told: both are the same text without digits
/// (`V`, `R`, nothing), then numbers between dots, hyphens or underscores. Numbers are compared one
/// by one, missing ones are 0. Anything else has no order: vendors write versions as they like.
final class VersionOrder {
  private static final Pattern NUMBERED = Pattern.compile("([^0-9]{0,32})([0-9]+(?:[._-][0-9]+)*)");

  /// A device may say anything: what is longer is no version, and too much for the pattern.
  private static final int LONGEST = 255;

  private VersionOrder() {}

  /// Negative when `a` is older than `b`; empty when it cannot be told.
  static Optional<Integer> compare(String a, String b) {
    if (a.length() > LONGEST || b.length() > LONGEST) return Optional.empty();
    Matcher first = NUMBERED.matcher(a);
    Matcher second = NUMBERED.matcher(b);
    boolean isKnown = first.matches() && second.matches() && first.group(1).equals(second.group(1));
    return isKnown
        ? Optional.of(compare(numbers(first.group(2)), numbers(second.group(2))))
        : Optional.empty();
  }

  private static List<BigInteger> numbers(String text) {
    return Arrays.stream(text.split("[._-]")).map(BigInteger::new).toList();
  }

  private static int compare(List<BigInteger> a, List<BigInteger> b) {
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      int difference = at(a, i).compareTo(at(b, i));
      if (difference != 0) return difference;
    }
    return 0;
  }

  private static BigInteger at(List<BigInteger> numbers, int index) {
    return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
  }
}
