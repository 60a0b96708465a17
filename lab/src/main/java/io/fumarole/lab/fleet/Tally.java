package io.fumarole.lab.fleet;

import io.fumarole.agent.disk.Report;
import io.fumarole.lab.fault.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// What the whole fleet has seen so far; all devices write to it at once.
final class Tally {
  /// Microseconds; whatever takes longer counts as so long.
  private static final long LONGEST = Duration.ofHours(1).toNanos() / 1_000;

  private static final int DIGITS = 2;

  /// Words of trouble that are told apart; they hold addresses and numbers at times.
  private static final int MOST_TROUBLES = 50;

  /// Nobody has failed since the server was heard last.
  private static final long HEARD = Long.MIN_VALUE;

  private final AtomicLong silentSince = new AtomicLong(HEARD);
  private final LongAdder sessions = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder sentAway = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAdder notified = new LongAdder();
  private final LongAdder downloads = new LongAdder();
  private final LongAdder octets = new LongAdder();
  private final Map<Integer, LongAdder> results = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> faults = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> troubles = new ConcurrentHashMap<>();
  private final Recorder recent = new Recorder(1, LONGEST, DIGITS);

  /// @param late from when it should have begun to its end
  void session(Duration late) {
    sessions.increment();
    recent.recordValue(Math.clamp(late.toNanos() / 1_000, 1, LONGEST));
  }

  void failed(String why) {
    failed.increment();
    silentSince.compareAndSet(HEARD, System.nanoTime());
    trouble("session: " + why);
  }

  void sentAway() {
    sentAway.increment();
    silentSince.set(HEARD);
  }

  void message() {
    messages.increment();
    silentSince.set(HEARD);
  }

  void lost() {
    lost.increment();
  }

  void notified() {
    notified.increment();
  }

  void download() {
    downloads.increment();
  }

  void octets(long got) {
    octets.add(got);
  }

  /// A report that the server has taken.
  void result(Report report) {
    results.computeIfAbsent(report.code(), _ -> new LongAdder()).increment();
  }

  void fault(Fault fault) {
    faults.computeIfAbsent(fault.word(), _ -> new LongAdder()).increment();
  }

  void trouble(String words) {
    if (troubles.size() < MOST_TROUBLES || troubles.containsKey(words))
      troubles.computeIfAbsent(words, _ -> new LongAdder()).increment();
  }

  /// How long the server has answered nobody, though somebody asked.
  Duration silence() {
    long since = silentSince.get();
    return since == HEARD ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  /// The latencies since this was last asked for, in microseconds.
  Histogram recent() {
    return recent.getIntervalHistogram();
  }

  Counts counts() {
    return new Counts(
        sessions.sum(),
        failed.sum(),
        sentAway.sum(),
        messages.sum(),
        lost.sum(),
        notified.sum(),
        downloads.sum(),
        octets.sum(),
        sums(results),
        sums(faults),
        sums(troubles));
  }

  private static <T extends Comparable<T>> SortedMap<T, Long> sums(Map<T, LongAdder> adders) {
    SortedMap<T, Long> sums = new TreeMap<>();
    adders.forEach((key, adder) -> sums.put(key, adder.sum()));
    return sums;
  }
}
