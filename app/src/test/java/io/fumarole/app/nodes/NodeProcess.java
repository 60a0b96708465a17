package io.fumarole.app.nodes;

import io.fumarole.app.Main;
import io.fumarole.app.process.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The `server` command as a process of its own.
final class NodeProcess implements AutoCloseable {
  private final Process process;

  private NodeProcess(Process process) {
    this.process = process;
  }

  /// Returns once it listens.
  static NodeProcess start(Path config, int port, Path log) throws IOException {
    List<String> arguments =
        List.of("server", "--config", config.toString(), "--port", Integer.toString(port));
    Process started =
        new ProcessBuilder(
                JavaCommand.of(
                    List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"), Main.class, arguments))
            .redirectError(log.toFile())
            .start();
    BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine())
      if (line.startsWith("Stop it with")) return new NodeProcess(started);
    throw new IOException("the node did not start: " + Files.readString(log));
  }

  /// SIGKILL, now.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
