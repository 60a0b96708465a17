package io.fumarole.lab.rehearsal;

import java.util.ArrayList;
import java.util.List;

/// How a run goes, second by second, in as little room as a short one needs: when it is full, two
/// steps become one.
public final class Course {
  private static final int MOST = 4_096;

  /// Downloads that take longer are counted as of that many seconds: twelve days.
  private static final int LONGEST_DOWNLOAD = 1 << 20;

  private final double[] ends = new double[LONGEST_DOWNLOAD];
  private final long[] taken = new long[MOST];
  private final long[] succeeded = new long[MOST];
  private final long[] failed = new long[MOST];
  private final double[] sessions = new double[MOST];
  private final double[] octets = new double[MOST];
  private final double regular;
  private int step = 1;
  private int last;
  private double octetsPerSecond;
  private long sessionsNow;
  private double peakSessions;
  private double peakOctets;
  private double allOctets;
  private double allSessions;
  private long notifications;

  /// What happened until `second`.
  ///
  /// @param sessionsPerSecond and `octetsPerSecond` in the step that ends there
  record Point(
      int second,
      long taken,
      long succeeded,
      long failed,
      double sessionsPerSecond,
      double octetsPerSecond) {}

  /// @param peakSessions in one second
  /// @param peakOctets in one second
  record Load(
      double peakSessions, double peakOctets, double sessions, double octets, long notifications) {}

  /// @param regular sessions a second of devices that call by their clocks
  Course(double regular) {
    this.regular = regular;
  }

  /// One that is not a device's regular call.
  void session() {
    sessionsNow++;
  }

  void notification() {
    notifications++;
  }

  void download(int second, long size, long perSecond) {
    int takes = Math.clamp(Math.ceilDiv(size, perSecond), 1, LONGEST_DOWNLOAD - 1);
    double rate = (double) size / takes;
    octetsPerSecond += rate;
    ends[(second + takes) & (LONGEST_DOWNLOAD - 1)] += rate;
  }

  /// The second is over.
  void second(int second, Counting counting) {
    int slot = second / step;
    if (slot == MOST) {
      fold();
      slot = second / step;
    }
    taken[slot] = counting.taken();
    succeeded[slot] = counting.succeeded();
    failed[slot] = counting.failed();
    load(second, slot);
    last = second;
  }

  private void load(int second, int slot) {
    int ending = second & (LONGEST_DOWNLOAD - 1);
    octetsPerSecond = Math.max(0, octetsPerSecond - ends[ending]);
    ends[ending] = 0;
    double now = regular + sessionsNow;
    sessions[slot] += now;
    octets[slot] += octetsPerSecond;
    allSessions += now;
    allOctets += octetsPerSecond;
    peakSessions = Math.max(peakSessions, now);
    peakOctets = Math.max(peakOctets, octetsPerSecond);
    sessionsNow = 0;
  }

  private void fold() {
    for (int i = 0; i < MOST / 2; i++) {
      taken[i] = taken[2 * i + 1];
      succeeded[i] = succeeded[2 * i + 1];
      failed[i] = failed[2 * i + 1];
      sessions[i] = sessions[2 * i] + sessions[2 * i + 1];
      octets[i] = octets[2 * i] + octets[2 * i + 1];
    }
    for (int i = MOST / 2; i < MOST; i++) {
      sessions[i] = 0;
      octets[i] = 0;
    }
    step *= 2;
  }

  List<Point> points() {
    List<Point> points = new ArrayList<>();
    int slots = last / step + 1;
    for (int slot = 0; slot < slots; slot++) {
      int until = Math.min((slot + 1) * step, last + 1);
      double seconds = until - slot * (double) step;
      points.add(
          new Point(
              until,
              taken[slot],
              succeeded[slot],
              failed[slot],
              sessions[slot] / seconds,
              octets[slot] / seconds));
    }
    return points;
  }

  Load load() {
    return new Load(peakSessions, peakOctets, allSessions, allOctets, notifications);
  }
}
