package io.fumarole.lab.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a process has used so far.
///
/// @param cpu of all its threads
/// @param memory octets that are resident, where the system says so
public record Usage(Duration cpu, Optional<Long> memory) {
  private static final long OCTETS_PER_KIB = 1_024;

  /// Empty when there is no such process, or the system does not tell.
  static Optional<Usage> of(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(cpu -> new Usage(cpu, memory(pid)));
  }

  static Usage own() {
    return of(ProcessHandle.current().pid()).orElse(new Usage(Duration.ZERO, Optional.empty()));
  }

  private static Optional<Long> memory(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * OCTETS_PER_KIB)
          .findFirst();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }
}
