package io.fumarole.benchmarks.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// What the figures were measured on.
public record Machine(
    String cpu, int cores, long memoryGib, String system, String java, String revision) {
  private static final long KIB_PER_GIB = 1L << 20;

  /// @param root of the repository, for its revision
  public static Machine here(Path root) {
    long kib =
        line(Path.of("/proc/meminfo"), "MemTotal:")
            .map(rest -> Long.parseLong(rest.replaceAll("\\D", "")))
            .orElse(0L);
    String system =
        line(Path.of("/etc/os-release"), "PRETTY_NAME=")
            .map(name -> name.replace("\"", ""))
            .orElse(System.getProperty("os.name", "unknown"));
    return new Machine(
        line(Path.of("/proc/cpuinfo"), "model name")
            .map(rest -> rest.replaceFirst("^\\s*:\\s*", ""))
            .orElse(System.getProperty("os.arch", "unknown")),
        Runtime.getRuntime().availableProcessors(),
        Math.round((double) kib / KIB_PER_GIB),
        system + ", Linux " + System.getProperty("os.version", ""),
        System.getProperty("java.vendor.version", "") + " (" + Runtime.version() + ")",
        revision(root));
  }

  private static Optional<String> line(Path file, String start) {
    try (var lines = Files.lines(file)) {
      UnaryOperator<String> rest = line -> line.substring(start.length()).strip();
      return lines.filter(line -> line.startsWith(start)).map(rest).findFirst();
    } catch (IOException notThisSystem) {
      return Optional.empty();
    }
  }

  private static String revision(Path root) {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean isDone = git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0;
      return isDone ? name : "unknown";
    } catch (IOException noGit) {
      return "unknown";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  /// The machine in one line.
  public String words() {
    return "%s, %d cores, %d GiB; %s; %s".formatted(cpu, cores, memoryGib, system, java);
  }
}
