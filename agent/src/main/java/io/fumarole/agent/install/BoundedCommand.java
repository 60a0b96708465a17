package io.fumarole.agent.install;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program of the device's maker, run for a bounded time; what it prints goes to a file.
///
/// @param output replaced at each run
public record BoundedCommand(List<String> command, Duration timeout, Path output) {
  public BoundedCommand {
    command = List.copyOf(command);
  }

  public sealed interface Ended {
    record Ok() implements Ended {}

    record Wrong(String why) implements Ended {}
  }

  public Ended run(Map<String, String> environment) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    File file = output.toFile();
    builder.redirectErrorStream(true).redirectOutput(file);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Ended.Wrong(command.getFirst() + " cannot be started: " + e.getMessage());
    }
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS))
        return new Ended.Wrong(
            "%s did not end within %d s; its output is in %s"
                .formatted(command.getFirst(), timeout.toSeconds(), output));
      int code = process.exitValue();
      return code == 0
          ? new Ended.Ok()
          : new Ended.Wrong(
              "%s ended with %d; its output is in %s".formatted(command.getFirst(), code, output));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
