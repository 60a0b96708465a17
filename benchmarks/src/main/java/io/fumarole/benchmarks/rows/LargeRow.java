package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.load.BenchDevice;
import io.fumarole.benchmarks.load.Fleet;
import io.fumarole.benchmarks.load.ServerProcess;
import io.fumarole.benchmarks.load.ServerProcess.Counts;
import io.fumarole.benchmarks.load.ServerProcess.Kind;
import io.fumarole.benchmarks.table.Figure;
import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;
import io.fumarole.protocol.fumo.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Packages that travel inside DM messages, chunk by chunk.
public final class LargeRow implements Row {
  private static final int MIB = 16;
  private static final int QUICK_MIB = 4;
  private static final int WARM_UP = 3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final String[] VERSIONS = {"2.0.0", "3.0.0"};

  @Override
  public String id() {
    return "large";
  }

  @Override
  public String work() {
    return "Update/PkgData of 16 MiB over DM in messages of 16 KiB, trace off";
  }

  @Override
  public Measured measure(Setting setting) throws Exception {
    int mib = setting.amount(MIB, QUICK_MIB);
    List<Double> cpu = new ArrayList<>();
    List<Double> elapsed = new ArrayList<>();
    List<Double> allocated = new ArrayList<>();
    try (ServerProcess server = setting.start("server", Kind.SILENT);
        var fleet = new Fleet(server.dm(), 1)) {
      for (String version : VERSIONS) server.addPackage(version, (long) mib << 20);
      server.addDevices(0, 1);
      fleet.all(1, BenchDevice::poll);
      for (int round = 0; round < WARM_UP + setting.runs(); round++) {
        String version = VERSIONS[round % VERSIONS.length];
        ServerProcess.Orders orders = server.deploy(0, 1, version, Delivery.DM);
        Counts before = server.counts();
        double used = server.usage().cpuMillis();
        long messages = fleet.messages();
        long start = System.nanoTime();
        fleet.all(1, device -> device.update(version, LargeRow::refuse));
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        double chunks = fleet.messages() - messages;
        Counts counts = server.counts().minus(before);
        server.checkSucceeded(orders);
        if (round < WARM_UP) continue;
        cpu.add((server.usage().cpuMillis() - used) / mib);
        elapsed.add(millis / chunks);
        allocated.add(counts.allocated() / 1024.0 / chunks);
      }
    }
    return Measured.of(
        Figure.of("CPU per MiB", "ms", cpu),
        Figure.of("elapsed per message", "ms", elapsed),
        Figure.of("allocated per message", "KiB", allocated));
  }

  private static void refuse(java.net.URI url) throws IOException {
    throw new IOException("a package over DM has no address to download from: " + url);
  }
}
