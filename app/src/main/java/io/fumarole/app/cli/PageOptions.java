package io.fumarole.app.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Which page of a list is wanted.
final class PageOptions {
  @Option(names = "--limit", paramLabel = "N", description = "at most so many (default: 100)")
  private @Nullable Integer limit;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "go on after a page")
  private @Nullable String cursor;

  /// The page of a list.
  ///
  /// @param query what the list is asked for besides
  JsonNode get(Connection connection, String path, Map<String, Optional<String>> query) {
    Map<String, Optional<String>> all = new HashMap<>(query);
    all.put("limit", Optional.ofNullable(limit).map(Object::toString));
    all.put("cursor", Optional.ofNullable(cursor));
    return connection.api().get(ApiClient.query(path, all));
  }

  /// Says below a table how to see what comes next.
  static void printMore(Connection connection, JsonNode answer) {
    String next = DeviceCommand.text(answer, "cursor");
    if (!next.isEmpty()) connection.out().println("more: --cursor " + next);
  }
}
