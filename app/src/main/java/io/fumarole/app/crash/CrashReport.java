package io.fumarole.app.crash;

import io.fumarole.campaign.exchange.Steps;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a run came to, in a table.
final class CrashReport {
  static final String INSTANT = "instant";

  private static final String LINE = "%-12s %8s%n";
  private static final double NANOS = 1e9;

  private final long seed;
  private final long started = System.nanoTime();
  private final Map<String, Integer> kills = new LinkedHashMap<>();

  CrashReport(long seed) {
    this.seed = seed;
    for (Steps.Step step : Steps.Step.values()) kills.put(step.name(), 0);
    kills.put(INSTANT, 0);
  }

  /// @param where a step, or [#INSTANT]
  void killed(String where) {
    kills.merge(where, 1, Integer::sum);
  }

  /// A sign of life in a run of hours.
  void progress(PrintWriter out, List<CrashDevice> devices) {
    out.printf(
        "%d kills, %d updates%n",
        kills.values().stream().mapToInt(it -> it).sum(),
        devices.stream().mapToInt(CrashDevice::updates).sum());
    out.flush();
  }

  void print(PrintWriter out, List<CrashDevice> devices, int facts) {
    out.printf(LINE, "KILLED AT", "TIMES");
    kills.forEach((where, times) -> out.printf(LINE, where, times));
    out.println();
    out.printf(
        "kills %d, sessions %d, broken sessions %d, repeated messages %d, updates %d, comparisons %d, seconds %.0f, seed %d%n",
        kills.values().stream().mapToInt(it -> it).sum(),
        devices.stream().mapToInt(CrashDevice::sessions).sum(),
        devices.stream().mapToInt(CrashDevice::broken).sum(),
        devices.stream().mapToInt(CrashDevice::repeats).sum(),
        devices.stream().mapToInt(CrashDevice::updates).sum(),
        facts,
        (System.nanoTime() - started) / NANOS,
        seed);
    out.flush();
  }
}
