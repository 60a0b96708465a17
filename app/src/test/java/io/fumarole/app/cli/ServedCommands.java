package io.fumarole.app.cli;

import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import io.fumarole.storage.MigratedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// A server that runs, and the command line against it.
record ServedCommands(Path data, FumaroleServer server) implements AutoCloseable {
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
    return Shown.of(all.toArray());
  }

  /// Devices have no token.
  Shown fleet(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--server", server.url()));
    return Shown.of(all.toArray());
  }

  @Override
  public void close() {
    server.close();
  }
}
