package io.fumarole.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a process and its children have used so far, as Linux counts it.
///
/// @param cpuMillis user and system time, in steps of 10 ms
/// @param rssOctets memory that is resident now
/// @param threads now
/// @param handles open files and sockets now
public record Usage(double cpuMillis, long rssOctets, int threads, int handles) {
  /// `USER_HZ`: what `/proc` counts in, on every Linux of today.
  private static final double MILLIS_PER_TICK = 10;

  private static final long OCTETS_PER_KIB = 1_024;

  /// Fields behind the name in `/proc/PID/stat`, counted from the state.
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  static Usage of(ProcessHandle process) throws IOException {
    Usage sum = of(process.pid());
    for (ProcessHandle child : process.descendants().toList()) sum = sum.plus(of(child.pid()));
    return sum;
  }

  private Usage plus(Usage other) {
    return new Usage(
        cpuMillis + other.cpuMillis,
        rssOctets + other.rssOctets,
        threads + other.threads,
        handles + other.handles);
  }

  public static Usage of(long pid) throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    String stat = Files.readString(proc.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
    long rss = 0;
    int threads = 0;
    for (String line : Files.readAllLines(proc.resolve("status"))) {
      if (line.startsWith("VmRSS:")) rss = digits(line) * OCTETS_PER_KIB;
      if (line.startsWith("Threads:")) threads = (int) digits(line);
    }
    try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
      return new Usage(ticks * MILLIS_PER_TICK, rss, threads, (int) open.count());
    }
  }

  private static long digits(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}
