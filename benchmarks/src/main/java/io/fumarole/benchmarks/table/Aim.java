package io.fumarole.benchmarks.table;

import java.util.OptionalDouble;

/// What the design aims at.
///
/// @param words as the design says it
/// @param most what the median is held to, in the figure's unit; empty when nothing is promised
public record Aim(String words, OptionalDouble most) {
  /// A figure that stands there to explain another.
  public static final Aim NONE = new Aim("–", OptionalDouble.empty());

  public static Aim atMost(String words, double most) {
    return new Aim(words, OptionalDouble.of(most));
  }
}
