package io.fumarole.app.cli;

import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import io.fumarole.storage.MigratedDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/// A server that runs, and the command line against it.
record ServedCommands(Path data, FumaroleServer server) implements AutoCloseable {
  /// What a command has printed.
  record Shown(int code, String out, String err) {}

  static ServedCommands start(Path directory) throws IOException {
    return start(directory, it -> it);
  }

  static ServedCommands start(Path directory, UnaryOperator<ServerSettings> adjust)
      throws IOException {
    Path data = directory.resolve("server");
    ServerSettings settings = adjust.apply(ServerSettings.of(data).with("port", 0));
    MigratedDatabase.layInto(data);
    return new ServedCommands(data, FumaroleServer.start(settings, Lab.brought()));
  }

  Shown run(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--server", server.url(), "--data", data.toString()));
    return execute(all);
  }

  /// Devices have no token.
  Shown fleet(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--server", server.url()));
    return execute(all);
  }

  private static Shown execute(List<String> all) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine line =
        new CommandLine(new Fumarole())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (failure, command, _) -> {
                  command.getErr().println(failure.getMessage());
                  return failure instanceof CliMistake ? 2 : 1;
                });
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Shown(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }

  @Override
  public void close() {
    server.close();
  }
}
