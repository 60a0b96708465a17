package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.load.ChildProcess;
import io.fumarole.benchmarks.table.Aim;
import io.fumarole.benchmarks.table.Figure;
import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The application as the launcher starts it, from nothing to its first answer, and what it is
/// worth in memory and on disk.
public final class StartRow implements Row {
  private static final int REST_SECONDS = 60;
  private static final int QUICK_REST_SECONDS = 10;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final long BETWEEN_LOOKS_MILLIS = 5;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double OCTETS_PER_MB = 1e6;

  @Override
  public String id() {
    return "start";
  }

  @Override
  public String work() {
    return "Cold start, memory, distribution";
  }

  @Override
  public Measured measure(Setting setting) throws Exception {
    List<Double> first = new ArrayList<>();
    List<Double> again = new ArrayList<>();
    for (int run = 0; run < setting.runs(); run++) {
      Path data = setting.scratch().resolve("data-" + run);
      first.add(start(setting, data, 0)[0]);
      again.add(start(setting, data, 0)[0]);
    }
    int rest = setting.amount(REST_SECONDS, QUICK_REST_SECONDS);
    double resident = start(setting, setting.scratch().resolve("data-0"), rest)[1];
    return Measured.of(
        Figure.of("to the first answer, empty data directory", "s", first)
            .aimedAt(Aim.atMost("≤ 2 s", 2)),
        Figure.of("to the first answer, existing data", "s", again).aimedAt(Aim.atMost("≤ 2 s", 2)),
        Figure.once("RSS " + rest + " s after the start (-Xmx256m)", "MB", resident)
            .aimedAt(Aim.atMost("≤ 250 MB", 250)),
        Figure.once("distribution, classes and libraries", "MB", size(setting.root()))
            .aimedAt(Aim.atMost("≤ 60 MB", 60)));
  }

  /// Seconds to the first answer, and MB resident after `rest` seconds more.
  private static double[] start(Setting setting, Path data, int rest)
      throws IOException, InterruptedException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> command =
        List.of(
            "env",
            "JDK_JAVA_OPTIONS=-Xmx256m",
            setting.root().resolve("fumarole").toString(),
            "server",
            "--port",
            Integer.toString(port),
            "--data",
            data.toString());
    Path log = setting.scratch().resolve("start.log");
    long begun = System.nanoTime();
    try (ChildProcess process = ChildProcess.start(command, log)) {
      await(URI.create("http://127.0.0.1:" + port + "/api/v1/health"), log);
      double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
      if (rest > 0) Thread.sleep(rest * 1_000L);
      return new double[] {seconds, process.usage().rssOctets() / OCTETS_PER_MB};
    }
  }

  private static void await(URI health, Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (System.nanoTime() < end) {
      try {
        var connection = (HttpURLConnection) health.toURL().openConnection();
        if (connection.getResponseCode() == 200) return;
      } catch (IOException notYet) {
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      }
    }
    throw new IOException("the server does not answer: " + Files.readString(log));
  }

  private static double size(Path root) throws IOException {
    long octets = 0;
    for (String part : List.of("app/target/classes", "app/target/lib")) {
      try (Stream<Path> files = Files.walk(root.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) octets += Files.size(file);
      }
    }
    return octets / OCTETS_PER_MB;
  }
}
