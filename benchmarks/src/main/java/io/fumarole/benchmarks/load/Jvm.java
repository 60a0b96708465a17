package io.fumarole.benchmarks.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The Java that runs this, for children of the same kind.
public final class Jvm {
  private Jvm() {}

  /// The program and the options that the launcher gives it.
  public static List<String> plain() {
    return List.of(
        Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC");
  }

  /// The same for our own classes. What they log goes to their error output, because their output
  /// belongs to the measurement.
  static List<String> command() {
    List<String> command = new ArrayList<>(plain());
    command.add("-Dlogback.configurationFile=logback-bench.xml");
    return command;
  }
}
