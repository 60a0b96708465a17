package io.fumarole.lab.rehearsal;

import java.util.Arrays;
import java.util.List;

/// How it really went, beside what was forecast.
///
/// @param course what had succeeded and failed by when
/// @param widest largest distance of the successes from the forecast's middle, as a part of all
///   devices
/// @param widestAt when that was
/// @param usual the distance in the middle of all times
public record Seen(List<At> course, double widest, int widestAt, double usual) {
  public Seen {
    course = List.copyOf(course);
  }

  /// @param second after the start
  public record At(int second, long succeeded, long failed) {}

  static Seen of(List<At> course, List<Forecast.Band> bands, double devices) {
    double widest = 0;
    int widestAt = 0;
    double[] gaps = new double[course.size()];
    for (int i = 0; i < gaps.length; i++) {
      At at = course.get(i);
      double expected = expected(bands, at.second());
      gaps[i] = Math.abs(at.succeeded() - expected) / Math.max(1, devices);
      if (gaps[i] <= widest) continue;
      widest = gaps[i];
      widestAt = at.second();
    }
    Arrays.sort(gaps);
    return new Seen(course, widest, widestAt, gaps.length == 0 ? 0 : gaps[gaps.length / 2]);
  }

  /// Between two bands by the time.
  static double expected(List<Forecast.Band> bands, int second) {
    double before = 0;
    int from = 0;
    for (Forecast.Band band : bands) {
      double here = band.succeeded().median();
      if (band.second() >= second) {
        double part = (double) (second - from) / Math.max(1, band.second() - from);
        return before + part * (here - before);
      }
      before = here;
      from = band.second();
    }
    return before;
  }
}
