package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.load.BenchDevice;
import io.fumarole.benchmarks.load.Fleet;
import io.fumarole.benchmarks.load.ServerProcess;
import io.fumarole.benchmarks.load.ServerProcess.Kind;
import io.fumarole.benchmarks.table.Aim;
import io.fumarole.benchmarks.table.Figure;
import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a session costs a server that knows few devices, and one that knows a hundred times as
/// many. The devices that call are spread over all that are known.
public final class MillionRow implements Row {
  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;
  private static final int QUICK_MANY = 100_000;
  private static final int CALLING = 2_000;
  private static final int QUICK_CALLING = 500;
  private static final int CONNECTIONS = 4;
  private static final int WARM_UP = 8;
  private static final int QUICK_WARM_UP = 3;
  private static final double AIM = 1.3;

  @Override
  public String id() {
    return "million";
  }

  @Override
  public String work() {
    return "Session cost at 1,000,000 devices against 10,000, SQLite";
  }

  @Override
  public Measured measure(Setting setting) throws Exception {
    int most = setting.amount(MANY, QUICK_MANY);
    try (var few = new Subject(setting, FEW);
        var many = new Subject(setting, most)) {
      for (int round = 0; round < setting.amount(WARM_UP, QUICK_WARM_UP); round++) {
        few.round();
        many.round();
      }
      List<Double> ofFew = new ArrayList<>();
      List<Double> ofMany = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int run = 0; run < setting.runs(); run++) {
        ofFew.add(few.round());
        ofMany.add(many.round());
        ratios.add(ofMany.getLast() / ofFew.getLast());
      }
      return new Measured(
          List.of(
              Figure.of("CPU at 10,000 devices", "ms", ofFew),
              Figure.of("CPU at %,d devices".formatted(most), "ms", ofMany),
              Figure.of("many ÷ few", "", ratios).aimedAt(Aim.atMost("≤ 1.3", AIM))),
          List.of());
    }
  }

  private static final class Subject implements AutoCloseable {
    private final ServerProcess server;
    private final Fleet fleet;

    Subject(Setting setting, int known) throws IOException, InterruptedException {
      this.server = setting.start("know-" + known, Kind.SILENT);
      setting.say("adding %,d devices".formatted(known));
      server.addDevices(0, known);
      int calling = setting.amount(CALLING, QUICK_CALLING);
      this.fleet = new Fleet(server.dm(), calling, known / calling);
      fleet.all(CONNECTIONS, BenchDevice::poll);
    }

    /// Milliseconds of processor time for each session.
    double round() throws IOException, InterruptedException {
      double before = server.usage().cpuMillis();
      fleet.all(CONNECTIONS, BenchDevice::poll);
      return (server.usage().cpuMillis() - before) / fleet.size();
    }

    @Override
    public void close() throws IOException {
      fleet.close();
      server.close();
    }
  }
}
