package io.fumarole.benchmarks.soak;

import io.fumarole.benchmarks.load.Fleet;
import io.fumarole.benchmarks.load.ServerProcess;
import io.fumarole.benchmarks.load.ServerProcess.Kind;
import io.fumarole.benchmarks.load.Usage;
import io.fumarole.protocol.fumo.Delivery;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A traced server in a process of its own, light devices and real agents here, one update after
/// the other through every delivery; in between, samples of everything that could leak.
public final class Soak {
  private static final int DEVICES = 40;
  private static final int CONNECTIONS = 4;
  private static final int AGENTS = 2;
  private static final long SMALL_OCTETS = 2_048;
  private static final long CHUNKED_OCTETS = 200_000;
  private static final String[] VERSIONS = {"2.0.0", "3.0.0"};
  private static final double MIB = 1 << 20;

  /// Samples in a soak: quarters of them are compared.
  private static final int SAMPLES = 40;

  /// Fewer say nothing: a machine too slow for them takes longer.
  private static final int FEWEST_SAMPLES = 12;

  private final Path folder;
  private final Duration length;
  private final boolean isFull;
  private final PrintWriter out;
  private final Map<Gauge, List<Double>> samples = new EnumMap<>(Gauge.class);
  private long updates;
  private int turns;
  private double serverShare;
  private double deviceShare;

  /// @param folder for the data of both sides
  /// @param isFull whether the server is never without work; else it rests while agents do theirs,
  ///   and leaves the processors to what runs beside
  public Soak(Path folder, Duration length, boolean isFull, PrintWriter out) {
    this.folder = folder;
    this.length = length;
    this.isFull = isFull;
    this.out = out;
  }

  /// How it ended.
  ///
  /// @param updates that were ordered; every one succeeded
  /// @param table for people
  /// @param isFlat whether nothing grew beyond its bound
  public record Verdict(long updates, int samples, String table, boolean isFlat) {}

  public Verdict run() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    double before = Usage.of(ProcessHandle.current().pid()).cpuMillis();
    Kind kind = Kind.TRACED.withFixedHeap();
    try (ServerProcess server = ServerProcess.start(folder.resolve("server"), kind);
        var fleet = new Fleet(server.dm(), DEVICES);
        var agents = new SoakAgents(folder.resolve("agents"), server, DEVICES, AGENTS)) {
      server.addPackage(VERSIONS[0], SMALL_OCTETS);
      server.addPackage(VERSIONS[1], CHUNKED_OCTETS);
      server.addDevices(0, DEVICES + AGENTS);
      long between = length.toNanos() / SAMPLES;
      long next = begun;
      for (int round = 0; isYoung(begun) || count() < FEWEST_SAMPLES; round++) {
        round(round, server, fleet, agents);
        if (System.nanoTime() < next) continue;
        next += between;
        sample(server);
      }
      double nanos = System.nanoTime() - begun;
      serverShare = server.usage().cpuMillis() * 1e6 / nanos;
      deviceShare = (Usage.of(ProcessHandle.current().pid()).cpuMillis() - before) * 1e6 / nanos;
    }
    return verdict();
  }

  /// An update of every agent. They take their time for disks and signatures, and the server has
  /// the light devices meanwhile, again and again under full load.
  private void round(int round, ServerProcess server, Fleet fleet, SoakAgents agents)
      throws IOException, InterruptedException {
    try (var beside = Executors.newSingleThreadExecutor()) {
      Future<Integer> updated = beside.submit(() -> agents.round(round));
      do {
        updateAll(server, fleet);
        updates += DEVICES;
      } while (isFull && !updated.isDone());
      updates += updated.get();
    } catch (ExecutionException failed) {
      throw new IOException("an agent failed: " + failed.getCause(), failed);
    }
  }

  private void updateAll(ServerProcess server, Fleet fleet)
      throws IOException, InterruptedException {
    int turn = turns++ % VERSIONS.length;
    String version = VERSIONS[turn];
    ServerProcess.Orders orders =
        server.deploy(0, DEVICES, version, turn == 0 ? Delivery.DIRECT : Delivery.DM);
    fleet.all(CONNECTIONS, device -> device.update(version, fleet::fetch));
    server.checkSucceeded(orders);
    fleet.all(CONNECTIONS, device -> device.poll());
  }

  private void sample(ServerProcess server) throws IOException {
    server.counts(); // what is behind is written, and no longer waits in the heap
    put(Gauge.SERVER_HEAP, server.heap() / MIB);
    Usage theirs = server.usage();
    put(Gauge.SERVER_RSS, theirs.rssOctets() / MIB);
    put(Gauge.SERVER_THREADS, theirs.threads());
    put(Gauge.SERVER_HANDLES, theirs.handles());
    System.gc();
    put(Gauge.AGENT_HEAP, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB);
    Usage ours = Usage.of(ProcessHandle.current().pid());
    put(Gauge.AGENT_THREADS, ours.threads());
    put(Gauge.AGENT_HANDLES, ours.handles());
    Path data = folder.resolve("server/data");
    put(Gauge.DATABASE, Files.size(data.resolve("fumarole.db")) / MIB);
    Path log = data.resolve("fumarole.db-wal");
    put(Gauge.LOG, Files.exists(log) ? Files.size(log) / MIB : 0);
    out.println("    %d updates, sample %d of %d".formatted(updates, count(), SAMPLES));
    out.flush();
  }

  private void put(Gauge gauge, double value) {
    samples.computeIfAbsent(gauge, _ -> new ArrayList<>()).add(value);
  }

  private Verdict verdict() {
    var table = new StringBuilder();
    table.append(
        "%-36s %10s %10s %10s %10s%n".formatted("", "first", "2nd quarter", "last", "at most"));
    boolean isFlat = true;
    for (Gauge gauge : Gauge.values()) {
      Gauge.Growth growth = gauge.growth(samples.getOrDefault(gauge, List.of()));
      isFlat &= growth.isFlat();
      table.append(
          "%-36s %10s %10s %10s %10s %s %s%n"
              .formatted(
                  gauge.words,
                  number(growth.first()),
                  number(growth.second()),
                  number(growth.last()),
                  growth.most() == Double.POSITIVE_INFINITY ? "history" : number(growth.most()),
                  gauge.unit,
                  growth.isFlat() ? "" : "GROWS"));
    }
    table.append(
        String.format(
            Locale.ROOT,
            "%nbusy processors: %.2f with the server, %.2f with the devices, of %d%n",
            serverShare,
            deviceShare,
            Runtime.getRuntime().availableProcessors()));
    return new Verdict(updates, count(), table.toString(), isFlat);
  }

  private boolean isYoung(long begun) {
    return System.nanoTime() - begun < length.toNanos();
  }

  private int count() {
    return samples.getOrDefault(Gauge.SERVER_HEAP, List.of()).size();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }
}
