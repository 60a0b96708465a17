package io.fumarole.lab.rehearsal;

import java.time.Duration;
import java.util.Locale;

/// Spans of time and amounts in words.
public final class Times {
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;
  private static final double KILO = 1_000;

  /// A unit is taken from so many of it on.
  private static final int FEW = 2;

  private Times() {}

  /// In the two largest units that say something, such as `2 d 4 h`.
  public static String words(double seconds) {
    long whole = Math.round(seconds);
    if (whole >= FEW * DAY) return two(whole, DAY, "d", HOUR, "h");
    if (whole >= HOUR) return two(whole, HOUR, "h", MINUTE, "min");
    return whole >= MINUTE ? two(whole, MINUTE, "min", 1, "s") : whole + " s";
  }

  public static String words(Duration time) {
    return words((double) time.toSeconds());
  }

  private static String two(long whole, int large, String name, int small, String smallName) {
    long rest = whole % large / small;
    return whole / large + " " + name + (rest == 0 ? "" : " " + rest + " " + smallName);
  }

  /// The unit of an axis that is so long.
  static String unit(double seconds) {
    return seconds >= FEW * DAY ? "d" : seconds >= FEW * HOUR ? "h" : "s";
  }

  static double in(String unit, double seconds) {
    return switch (unit) {
      case "d" -> seconds / DAY;
      case "h" -> seconds / HOUR;
      default -> seconds;
    };
  }

  /// Such as `12.3 MB`.
  public static String octets(double octets) {
    double value = octets;
    String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
    int unit = 0;
    while (value >= KILO && unit < units.length - 1) {
      value /= KILO;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }
}
