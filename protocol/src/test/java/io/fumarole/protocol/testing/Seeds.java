package io.fumarole.protocol.testing;

import java.util.SplittableRandom;

/// Seeds for random tests: a new one each run, printed, and set again by a system property to
/// replay a failure.
public final class Seeds {
  private static final String PROPERTY = "fumarole.test.seed";

  private Seeds() {}

  /// @param test names the test in the line that is printed
  public static long fresh(String test) {
    Long fixed = Long.getLong(PROPERTY);
    long seed = fixed != null ? fixed : new SplittableRandom().nextLong();
    System.out.println(test + ": replay with -D" + PROPERTY + "=" + seed);
    return seed;
  }
}
