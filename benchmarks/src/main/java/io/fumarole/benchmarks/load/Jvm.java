package io.fumarole.benchmarks.load;

import java.nio.file.Path;
import java.util.List;

/// The Java that runs this, for children of the same kind.
final class Jvm {
  private Jvm() {}

  /// The program and the options that the launcher gives it. What our classes log goes to their
  /// error output, because their output belongs to the measurement.
  static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC",
        "-Dlogback.configurationFile=logback-bench.xml");
  }
}
