package io.fumarole.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// How a dossier is written, and where to.
final class DossierOptions {
  private static final class Choice {
    @Option(
        names = "--html",
        description = "a page for people (for a file whose name ends in .html)")
    private boolean html;

    @Option(names = "--json", description = "for programs (the default)")
    private boolean json;
  }

  @ArgGroup(exclusive = true)
  private @Nullable Choice choice;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "where to (default: standard output)")
  private @Nullable Path file;

  private boolean isHtml() {
    if (choice != null) return choice.html || !choice.json;
    String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".html") || name.endsWith(".htm");
  }

  /// @param path of the dossier in the API
  void write(Connection connection, String path) throws IOException {
    String query = ApiClient.query(path, Map.of("format", Optional.of(isHtml() ? "html" : "json")));
    if (file == null) connection.api().download(query, System.out);
    else SavedFile.whole(connection.api(), query, file);
  }
}
