package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.load.BenchDevice;
import io.fumarole.benchmarks.load.Fleet;
import io.fumarole.benchmarks.load.ServerProcess;
import io.fumarole.benchmarks.load.ServerProcess.Counts;
import io.fumarole.benchmarks.load.ServerProcess.Kind;
import io.fumarole.benchmarks.table.Aim;
import io.fumarole.benchmarks.table.Figure;
import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Sessions with nothing to do: most of what a server does in its life.
public final class IdleRow implements Row {
  private static final int DEVICES = 2_000;
  private static final int QUICK_DEVICES = 400;
  private static final int WARM_UP = 30;
  private static final int QUICK_WARM_UP = 3;
  private static final int[] CONNECTIONS = {1, 2, 4, 8};
  private static final double NANOS_PER_MILLI = 1e6;

  @Override
  public String id() {
    return "idle";
  }

  @Override
  public String work() {
    return "Session with nothing to do, valid MD5, SQLite, trace off";
  }

  private record Run(double cpuMillis, double millis, double kib) {}

  @Override
  public Measured measure(Setting setting) throws Exception {
    List<Figure> figures = new ArrayList<>();
    int size = setting.amount(DEVICES, QUICK_DEVICES);
    try (ServerProcess server = setting.start("idle", Kind.SILENT);
        Fleet fleet = fleet(server, size)) {
      for (int round = 0; round < setting.amount(WARM_UP, QUICK_WARM_UP); round++)
        fleet.all(4, BenchDevice::poll);
      for (int connections : CONNECTIONS) figures.addAll(at(connections, server, fleet, setting));
    }
    try (ServerProcess server = setting.start("counted", Kind.COUNTED);
        Fleet fleet = fleet(server, QUICK_DEVICES)) {
      Counts before = server.counts();
      fleet.all(1, BenchDevice::poll);
      Counts counts = server.counts().minus(before);
      figures.add(
          Figure.once("reads per session", "", (double) counts.reads() / fleet.size())
              .aimedAt(Aim.atMost("1", 1)));
      figures.add(
          Figure.once(
              "writes per session, all behind", "", (double) counts.writes() / fleet.size()));
      figures.add(
          Figure.once(
              "commits per session, all behind", "", (double) counts.commits() / fleet.size()));
    }
    return new Measured(figures, List.of());
  }

  /// Devices whose nonces are right: they have been there before.
  private static Fleet fleet(ServerProcess server, int size)
      throws IOException, InterruptedException {
    server.addDevices(0, size);
    var fleet = new Fleet(server.dm(), size);
    fleet.all(4, BenchDevice::poll);
    return fleet;
  }

  private static List<Figure> at(
      int connections, ServerProcess server, Fleet fleet, Setting setting)
      throws IOException, InterruptedException {
    List<Run> runs = new ArrayList<>();
    for (int run = 0; run < setting.runs(); run++) {
      Counts before = server.counts();
      double cpu = server.usage().cpuMillis();
      long messages = fleet.messages();
      long start = System.nanoTime();
      fleet.all(connections, BenchDevice::poll);
      double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
      if (fleet.messages() - messages != fleet.size())
        throw new IllegalStateException("a session took more than one message");
      Counts counts = server.counts().minus(before);
      double spent = server.usage().cpuMillis() - cpu;
      runs.add(
          new Run(
              spent / fleet.size(),
              millis / fleet.size(),
              counts.allocated() / 1024.0 / fleet.size()));
    }
    String at = connections == 1 ? "at 1 connection" : "at " + connections + " connections";
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("CPU " + at, "ms", runs.stream().map(Run::cpuMillis).toList())
            .aimedAt(Aim.atMost("≤ 0.3 ms", 0.3)));
    figures.add(Figure.of("elapsed " + at, "ms", runs.stream().map(Run::millis).toList()));
    if (connections == 1)
      figures.add(Figure.of("allocated", "KiB", runs.stream().map(Run::kib).toList()));
    return figures;
  }
}
