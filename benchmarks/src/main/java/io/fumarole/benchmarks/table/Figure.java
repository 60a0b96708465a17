package io.fumarole.benchmarks.table;

import java.util.List;
import java.util.Locale;

/// One measured quantity over several runs.
///
/// @param name what was measured, in words
/// @param unit such as `ms` or `µs`; empty for counts and ratios
/// @param runs one value per run, in the order of measuring
public record Figure(String name, String unit, List<Double> runs, Aim aim) {
  public Figure {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) throw new IllegalArgumentException(name + " was never measured");
  }

  public static Figure of(String name, String unit, List<Double> runs) {
    return new Figure(name, unit, runs, Aim.NONE);
  }

  public static Figure once(String name, String unit, double value) {
    return of(name, unit, List.of(value));
  }

  public Figure aimedAt(Aim wanted) {
    return new Figure(name, unit, runs, wanted);
  }

  public double least() {
    return runs.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  public double most() {
    return runs.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  public double median() {
    List<Double> sorted = runs.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /// `met`, `missed`, or nothing when nothing is aimed at.
  public String verdict() {
    if (aim.most().isEmpty()) return "";
    return median() <= aim.most().getAsDouble() ? "met" : "missed";
  }

  /// A number with three significant digits, as a reader wants it.
  public static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100 || size == Math.rint(size)) return String.format(Locale.ROOT, "%,.0f", value);
    if (size >= 10) return String.format(Locale.ROOT, "%.1f", value);
    return String.format(Locale.ROOT, size >= 1 ? "%.2f" : "%.3f", value);
  }
}
