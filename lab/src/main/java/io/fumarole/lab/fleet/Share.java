package io.fumarole.lab.fleet;

import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of all, from 0 to 1.
public record Share(double part) {
  public static final Share NONE = new Share(0);

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?) ?%");
  private static final double HUNDRED = 100;

  public Share {
    if (!(part >= 0 && part <= 1)) throw new IllegalArgumentException(part + " is not from 0 to 1");
  }

  /// @throws IllegalArgumentException says what to write instead
  public static Share parse(String text) {
    Matcher percent = PERCENT.matcher(text.strip());
    if (!percent.matches() || Double.parseDouble(percent.group(1)) > HUNDRED)
      throw new IllegalArgumentException(
          "'" + text + "' is no share: write a percentage from 0% to 100%, such as 2.5%");
    return new Share(Double.parseDouble(percent.group(1)) / HUNDRED);
  }

  boolean strikes(RandomGenerator random) {
    return part > 0 && random.nextDouble() < part;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s%%", trimmed(part * HUNDRED));
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.6f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
