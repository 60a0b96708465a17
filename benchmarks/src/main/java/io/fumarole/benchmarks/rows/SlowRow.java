package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.load.ServerProcess;
import io.fumarole.benchmarks.load.ServerProcess.Kind;
import io.fumarole.benchmarks.load.SlowClients;
import io.fumarole.benchmarks.table.Aim;
import io.fumarole.benchmarks.table.Figure;
import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Slow downloads at once: what a server holds for each of them.
public final class SlowRow implements Row {
  private static final int CLIENTS = 10_000;
  private static final int FEWER_CLIENTS = 1_000;
  private static final int IMAGE = 1 << 20;
  private static final int PER_SECOND = 8_192;
  private static final double OCTETS_PER_MB = 1e6;

  /// A socket for each, and some for the rest.
  private static final int HANDLES = CLIENTS + 500;

  @Override
  public String id() {
    return "slow";
  }

  @Override
  public String work() {
    return "Downloads at once, 1 MiB each at 8 KiB/s";
  }

  @Override
  public Measured measure(Setting setting) throws Exception {
    try (ServerProcess server = setting.start("server", Kind.MANY_HANDLES)) {
      server.addPackage("2.0.0", IMAGE);
      boolean isWhole = !setting.quick() && handles(server.pid()) >= HANDLES;
      int count = isWhole ? CLIENTS : FEWER_CLIENTS;
      List<Double> resident = new ArrayList<>();
      List<Double> open = new ArrayList<>();
      SlowClients.Outcome outcome;
      double cpu = server.usage().cpuMillis();
      try (var clients = new SlowClients(server.link("2.0.0"), count, PER_SECOND)) {
        outcome =
            clients.run(
                IMAGE,
                () -> {
                  resident.add(server.usage().rssOctets() / OCTETS_PER_MB);
                  open.add((double) server.usage().handles());
                });
      }
      double spent = server.usage().cpuMillis() - cpu;
      double most = resident.stream().mapToDouble(Double::doubleValue).max().orElse(0);
      List<String> remarks = new ArrayList<>();
      if (!isWhole)
        remarks.add(
            "Slow downloads were scaled down to %,d: a quick run, or the system does not allow %,d open files."
                .formatted(FEWER_CLIENTS, HANDLES));
      outcome
          .broken()
          .forEach(
              (why, times) ->
                  remarks.add("Slow downloads: %,d ended with '%s'.".formatted(times, why)));
      return new Measured(
          List.of(
              Figure.once("at once", "", count),
              Figure.once("not complete", "", count - outcome.complete())
                  .aimedAt(Aim.atMost("all complete", 0)),
              Figure.once("most RSS of the server", "MB", most)
                  .aimedAt(Aim.atMost("≤ 512 MB", 512)),
              Figure.of("open files of the server", "", open),
              Figure.once("CPU per download", "ms", spent / count)),
          remarks);
    }
  }

  /// How many files the process may open.
  private static int handles(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", "" + pid, "limits"))) {
      if (line.startsWith("Max open files"))
        return Integer.parseInt(
            line.substring("Max open files".length()).strip().split("\\s+", 2)[0]);
    }
    return 0;
  }
}
