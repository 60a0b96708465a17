package io.fumarole.app.process;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// The command that runs another class of this program with the same Java, class path and start
/// cache.
public final class JavaCommand {
  private static final String START_CACHE = "-XX:AOTCache=";

  private JavaCommand() {}

  /// @param options of the JVM, besides those that every process of ours has
  public static List<String> of(List<String> options, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-XX:+UseSerialGC");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith(START_CACHE))
        .forEach(
            argument -> {
              command.add(argument);
              // A cache that does not fit is left out without a word.
              command.add("-Xlog:aot*=off");
            });
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), main.getName()));
    command.addAll(arguments);
    return command;
  }
}
