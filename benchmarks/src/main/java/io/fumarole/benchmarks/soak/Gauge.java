package io.fumarole.benchmarks.soak;

import java.util.List;

/// What is watched, and how much it may grow between the second quarter of the soak and its last.
/// The first quarter warms up. Medians of quarters are compared, so that a single sample decides
/// nothing; a leak grows without end, and a longer soak finds a smaller one.
enum Gauge {
  SERVER_HEAP("server, heap after a collection", "MiB", 0.10, 3),
  /// Beside the heap, whose size is fixed: code, threads, buffers, the driver's memory.
  SERVER_RSS("server, resident", "MiB", 0.10, 16),
  SERVER_THREADS("server, threads", "", 0, 6),
  SERVER_HANDLES("server, open files and sockets", "", 0, 12),
  AGENT_HEAP("agents, heap after a collection", "MiB", 0.10, 3),
  AGENT_THREADS("agents, threads", "", 0, 6),
  AGENT_HANDLES("agents, open files and sockets", "", 0, 12),
  /// SQLite cuts it back to 64 MiB after a burst.
  LOG("write-ahead log", "MiB", 0, 64),
  /// Deployments and events are history, and kept.
  DATABASE("database", "MiB", Double.POSITIVE_INFINITY, 0);

  final String words;
  final String unit;
  private final double part;
  private final double slack;

  /// @param part of the value in the second quarter that it may grow by
  /// @param slack that it may grow by besides
  Gauge(String words, String unit, double part, double slack) {
    this.words = words;
    this.unit = unit;
    this.part = part;
    this.slack = slack;
  }

  /// @param values in the order of sampling
  Growth growth(List<Double> values) {
    int size = values.size();
    double second = median(values.subList(size / 4, size / 2));
    double last = median(values.subList(size - size / 4, size));
    double most = part == Double.POSITIVE_INFINITY ? part : second * (1 + part) + slack;
    return new Growth(this, values.getFirst(), second, last, most);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /// @param most what the last quarter may come to
  record Growth(Gauge gauge, double first, double second, double last, double most) {
    boolean isFlat() {
      return last <= most;
    }
  }
}
