package io.fumarole.app.crash;

import io.fumarole.app.process.JavaCommand;
import io.fumarole.campaign.exchange.Steps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// The server as a process of its own, started anew after each kill on the same data and port.
final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Below the ports that systems hand out by themselves: nobody takes ours between two starts.
  private static final int LOWEST_PORT = 20_000;

  private static final int HIGHEST_PORT = 30_000;
  private static final int MOST_PORTS = 50;

  private final Path data;
  private final Path log;
  private final Optional<String> database;
  private final int port;
  private Optional<Process> process = Optional.empty();

  /// Where a process halts itself.
  record Halt(Steps.Step step, int passage) {}

  /// @param database a PostgreSQL; empty: SQLite in the data directory
  ServerProcess(Path data, Path log, Optional<String> database, RandomGenerator random)
      throws IOException {
    this.database = database;
    this.data = data;
    this.log = log;
    this.port = freePort(random);
  }

  private static int freePort(RandomGenerator random) throws IOException {
    for (int i = 0; i < MOST_PORTS; i++) {
      int port = random.nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException taken) {
        if (i == MOST_PORTS - 1) throw taken;
      }
    }
    throw new IOException("no port is free");
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  Path tokenFile() {
    return data.resolve("api-token");
  }

  /// What the server said on its way, the last lines of it.
  List<String> lastWords(int most) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }

  /// Returns once the server listens.
  void start(Optional<Halt> halt) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(data.toString(), Integer.toString(port)));
    halt.ifPresent(it -> arguments.addAll(List.of(it.step().name(), "" + it.passage())));
    // These processes live for a second.
    List<String> options = List.of("-XX:TieredStopAtLevel=1", "-Xmx256m");
    var builder =
        new ProcessBuilder(JavaCommand.of(options, CrashServer.class, arguments))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // Not among the arguments, which everybody on the machine may see.
    database.ifPresent(url -> builder.environment().put(CrashServer.DATABASE, url));
    Process started = builder.start();
    process = Optional.of(started);
    BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    if (!CrashServer.READY.equals(line))
      throw new IOException("the server did not start again: " + String.join("\n", lastWords(20)));
  }

  /// From now on the passages of the step count.
  void arm() throws IOException {
    OutputStream in = process.orElseThrow().getOutputStream();
    in.write('\n');
    in.flush();
  }

  /// SIGKILL, now.
  void kill() throws InterruptedException {
    Process running = process.orElseThrow();
    running.destroyForcibly().waitFor();
  }

  /// Waits for the process to halt itself; false when it does not.
  boolean awaitHalt() throws InterruptedException {
    Process running = process.orElseThrow();
    boolean hasEnded = running.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    return hasEnded && running.exitValue() == CrashServer.HALTED;
  }

  @Override
  public void close() {
    process.ifPresent(Process::destroyForcibly);
  }
}
