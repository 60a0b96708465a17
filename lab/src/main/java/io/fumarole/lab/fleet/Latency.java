package io.fumarole.lab.fleet;

import org.HdrHistogram.Histogram;

/// How long sessions took, from when they should have begun: a server that keeps devices waiting
/// cannot hide it. In milliseconds.
public record Latency(double p50, double p90, double p99, double p999, double most) {
  private static final double MICROS_PER_MILLI = 1_000;

  /// @param micros of sessions
  static Latency of(Histogram micros) {
    return new Latency(
        at(micros, 50),
        at(micros, 90),
        at(micros, 99),
        at(micros, 99.9),
        micros.getMaxValue() / MICROS_PER_MILLI);
  }

  private static double at(Histogram micros, double percentile) {
    return micros.getTotalCount() == 0
        ? 0
        : micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
  }
}
