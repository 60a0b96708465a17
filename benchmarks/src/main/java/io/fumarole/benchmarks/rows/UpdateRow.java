package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.load.BenchDevice;
import io.fumarole.benchmarks.load.Fleet;
import io.fumarole.benchmarks.load.PostgresDatabase;
import io.fumarole.benchmarks.load.ServerProcess;
import io.fumarole.benchmarks.load.ServerProcess.Counts;
import io.fumarole.benchmarks.load.ServerProcess.Kind;
import io.fumarole.benchmarks.table.Aim;
import io.fumarole.benchmarks.table.Figure;
import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;
import io.fumarole.protocol.fumo.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whole updates: the session that orders one, its download, the session that reports it. Traced
/// and silent servers take turns, so that a busy machine disturbs both alike.
///
/// @param isPostgres whether the server is on PostgreSQL, whose processor time counts too; on
///   SQLite else
public record UpdateRow(boolean isPostgres) implements Row {
  private static final int DEVICES = 250;
  private static final int QUICK_DEVICES = 60;

  /// Rounds over the fleet until the JIT has nothing left to do.
  private static final int WARM_UP = 40;

  private static final int QUICK_WARM_UP = 3;
  private static final int CONNECTIONS = 4;
  private static final long PACKAGE_OCTETS = 2_048;

  @Override
  public String id() {
    return isPostgres ? "postgresql" : "update";
  }

  @Override
  public String work() {
    return "Whole update on %s (combined flow, MD5, small package)"
        .formatted(isPostgres ? "PostgreSQL" : "SQLite");
  }

  @Override
  public Measured measure(Setting setting) throws Exception {
    int size = setting.amount(DEVICES, QUICK_DEVICES);
    List<Double> silent = new ArrayList<>();
    List<Double> traced = new ArrayList<>();
    List<Double> allocated = new ArrayList<>();
    try (var one = new Subject(setting, isPostgres, "silent", Kind.SILENT, size);
        var two = new Subject(setting, isPostgres, "traced", Kind.TRACED, size)) {
      for (int round = 0; round < setting.amount(WARM_UP, QUICK_WARM_UP); round++) {
        one.round();
        two.round();
      }
      for (int run = 0; run < setting.runs(); run++) {
        Cost cost = one.round();
        silent.add(cost.cpuMillis());
        allocated.add(cost.counts().allocated() / 1024.0 / size);
        traced.add(two.round().cpuMillis());
      }
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("CPU of the server and its database, trace off", "ms", silent)
            .aimedAt(Aim.atMost("≤ 3 ms, stretch 1.7", 3)));
    figures.add(Figure.of("CPU with the trace on", "ms", traced));
    figures.add(Figure.of("allocated, trace off", "KiB", allocated));
    figures.addAll(statements(setting));
    return new Measured(
        figures,
        isPostgres
            ? List.of()
            : List.of(
                "Whole update: devices are known from an earlier session, connections are kept open."));
  }

  private List<Figure> statements(Setting setting) throws Exception {
    int size = setting.amount(DEVICES, QUICK_DEVICES) / 2;
    try (var counted = new Subject(setting, isPostgres, "counted", Kind.COUNTED, size)) {
      counted.round();
      Cost cost = counted.round();
      Counts counts = cost.counts();
      double statements = (double) (counts.reads() + counts.writes()) / size;
      double messages = (double) cost.messages() / size;
      List<Figure> figures = new ArrayList<>();
      figures.add(
          Figure.once("SQL statements (SELECT, INSERT, UPDATE, DELETE)", "", statements)
              .aimedAt(Aim.atMost("≤ 14", 14)));
      figures.add(Figure.once("messages that the device sends", "", messages));
      figures.add(
          Figure.once("reads per message", "", counts.reads() / (messages * size))
              .aimedAt(Aim.atMost("≤ 1", 1)));
      // PostgreSQL's driver commits without a statement that could be counted.
      if (isPostgres) return figures;
      figures.add(
          Figure.once("commits per message", "", counts.commits() / (messages * size))
              .aimedAt(Aim.atMost("≤ 1", 1)));
      figures.add(
          Figure.once("BEGIN, SAVEPOINT and the like", "", (double) counts.others() / size));
      return figures;
    }
  }

  /// What a round cost.
  ///
  /// @param cpuMillis per update
  record Cost(double cpuMillis, Counts counts, long messages) {}

  /// A server with a fleet that it has met once.
  private static final class Subject implements AutoCloseable {
    private static final String[] VERSIONS = {"2.0.0", "3.0.0"};

    private final Optional<PostgresDatabase> postgres;
    private final ServerProcess server;
    private final Fleet fleet;
    private int rounds;

    Subject(Setting setting, boolean isPostgres, String name, Kind kind, int size)
        throws IOException, InterruptedException {
      this.postgres =
          isPostgres ? Optional.of(setting.postgres("fumarole_bench_" + name)) : Optional.empty();
      this.server =
          setting.start(
              (isPostgres ? "postgresql-" : "sqlite-") + name,
              postgres.map(kind::onPostgres).orElse(kind));
      for (String version : VERSIONS) server.addPackage(version, PACKAGE_OCTETS);
      server.addDevices(0, size);
      this.fleet = new Fleet(server.dm(), size);
      fleet.all(CONNECTIONS, BenchDevice::poll);
    }

    private double cpuMillis() throws IOException {
      double database = postgres.isPresent() ? postgres.get().cpuMillis() : 0;
      return server.usage().cpuMillis() + database;
    }

    Cost round() throws IOException, InterruptedException {
      String version = VERSIONS[rounds++ % VERSIONS.length];
      ServerProcess.Orders orders = server.deploy(0, fleet.size(), version, Delivery.DIRECT);
      Counts before = server.counts();
      long messages = fleet.messages();
      double cpu = cpuMillis();
      fleet.all(CONNECTIONS, device -> device.update(version, fleet::fetch));
      Counts counts = server.counts().minus(before);
      double spent = (cpuMillis() - cpu) / fleet.size();
      server.checkSucceeded(orders);
      return new Cost(spent, counts, fleet.messages() - messages);
    }

    @Override
    public void close() throws IOException {
      fleet.close();
      server.close();
      if (postgres.isPresent()) postgres.get().close();
    }
  }
}
