package io.fumarole.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// How a report is written, and where to.
final class ReportOptions {
  private static final class Choice {
    @Option(
        names = "--html",
        description = "a page for people (for a file whose name ends in .html)")
    private boolean html;

    @Option(names = "--csv", description = "rows for programs (the default)")
    private boolean csv;
  }

  @ArgGroup(exclusive = true)
  private @Nullable Choice choice;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "where to (default: standard output)")
  private @Nullable Path file;

  boolean isHtml() {
    if (choice != null) return choice.html || !choice.csv;
    String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".html") || name.endsWith(".htm");
  }

  /// @param path of the report in the API
  /// @param rows which rows, where there is a choice
  void write(Connection connection, String path, Optional<String> rows) throws IOException {
    String query =
        ApiClient.query(
            path, Map.of("format", Optional.of(isHtml() ? "html" : "csv"), "rows", rows));
    if (file == null) connection.api().download(query, System.out);
    else SavedFile.whole(connection.api(), query, file);
  }
}
