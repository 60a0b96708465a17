package io.fumarole.lab.fleet;

import io.fumarole.lab.fault.FaultReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// Looks at the run from time to time, and keeps what it saw.
final class Watcher {
  /// Of the timeline; beyond that two become one, so that a long run is no longer than a short one.
  private static final int MOST_SAMPLES = 600;

  /// What happens in less says little about a second: the last look comes at any time.
  private static final double SHORTEST = 0.5;

  private static final double NANOS = 1e9;
  private static final double MILLIS = 1_000;

  private final FleetPlan plan;
  private final List<FleetDevice> devices;
  private final Tally tally;
  private final Usage first;
  private final Optional<Usage> firstOfServer;
  private final List<Sample> timeline = new ArrayList<>();
  private final Histogram all = new Histogram(2);
  private Moment before;
  private int every = 1;
  private int seen;

  private record Moment(Duration at, Counts counts, Usage own, Optional<Usage> server) {}

  Watcher(FleetPlan plan, List<FleetDevice> devices, Tally tally) {
    this.plan = plan;
    this.devices = devices;
    this.tally = tally;
    this.first = Usage.own();
    this.firstOfServer = server();
    this.before = new Moment(Duration.ZERO, tally.counts(), first, firstOfServer);
  }

  private Optional<Usage> server() {
    return plan.serverPid().flatMap(Usage::of);
  }

  /// What happened since the last look.
  Sample look(Duration at) {
    var now = new Moment(at, tally.counts(), Usage.own(), server());
    Histogram recent = tally.recent();
    all.add(recent);
    double seconds = Math.max(1e-3, now.at().minus(before.at()).toNanos() / NANOS);
    Counts old = before.counts();
    long broken = now.counts().failed() + now.counts().sentAway() - old.failed() - old.sentAway();
    Sample sample =
        new Sample(
            at.toNanos() / NANOS,
            (now.counts().sessions() - old.sessions()) / seconds,
            broken / seconds,
            Latency.of(recent),
            cpu(before.own(), now.own()) / seconds,
            both(before.server(), now.server()).map(used -> used / seconds),
            (now.counts().octets() - old.octets()) / seconds,
            versions(),
            now.counts());
    before = now;
    if (seconds >= SHORTEST) keep(sample);
    return sample;
  }

  private void keep(Sample sample) {
    if (seen++ % every != 0) return;
    timeline.add(sample);
    if (timeline.size() < MOST_SAMPLES) return;
    List<Sample> half = new ArrayList<>();
    for (int i = 0; i < timeline.size(); i += 2) half.add(timeline.get(i));
    timeline.clear();
    timeline.addAll(half);
    every *= 2;
  }

  private static double cpu(Usage from, Usage to) {
    return to.cpu().minus(from.cpu()).toNanos() / NANOS;
  }

  private static Optional<Double> both(Optional<Usage> from, Optional<Usage> to) {
    return from.flatMap(start -> to.map(end -> cpu(start, end)));
  }

  private SortedMap<String, Long> versions() {
    SortedMap<String, Long> versions = new TreeMap<>();
    for (FleetDevice device : devices) versions.merge(device.version(), 1L, Long::sum);
    return versions;
  }

  FleetResult result(FleetResult.End end, Duration at) {
    Sample last = look(at);
    double seconds = Math.max(1e-3, at.toNanos() / NANOS);
    Counts counts = last.all();
    double sessions = Math.max(1, counts.sessions() + counts.failed() + counts.sentAway());
    Usage own = Usage.own();
    return new FleetResult(
        plan.device().server().url().orElseThrow().toString(),
        plan.members().count(),
        plan.members().seed(),
        end,
        seconds,
        counts.sessions() / seconds,
        Latency.of(all),
        cpu(first, own) * MILLIS / sessions,
        both(firstOfServer, server()).map(used -> used * MILLIS / sessions),
        own.memory(),
        last,
        FaultReport.NONE,
        timeline);
  }
}
