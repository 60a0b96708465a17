package io.fumarole.lab.rehearsal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Where the runs of a rehearsal lie: one in ten is below `low`, and one in ten above `high`.
public record Spread(double low, double median, double high) {
  private static final double TENTH = 0.1;

  /// Empty of nothing.
  static Optional<Spread> of(Collection<Double> values) {
    if (values.isEmpty()) return Optional.empty();
    List<Double> sorted = values.stream().sorted().toList();
    return Optional.of(new Spread(at(sorted, TENTH), at(sorted, 1.0 / 2), at(sorted, 1 - TENTH)));
  }

  /// Between two values by their distance.
  private static double at(List<Double> sorted, double part) {
    double place = part * (sorted.size() - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }
}
