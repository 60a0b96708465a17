package io.fumarole.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a dossier is written, and where to: as JSON, unless a page is asked for.
final class DossierOptions {
  @Option(
      names = "--html",
      description = "a page for people (the default for a file whose name ends in .html)")
  private boolean html;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "where to (default: standard output)")
  private @Nullable Path file;

  private boolean isPage() {
    String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".html") || name.endsWith(".htm");
  }

  /// @param path of the dossier in the API
  void write(Connection connection, String path) throws IOException {
    if (html && connection.isJson()) throw new CliMistake("say either --html or --json");
    boolean isHtml = html || (isPage() && !connection.isJson());
    String query = ApiClient.query(path, Map.of("format", Optional.of(isHtml ? "html" : "json")));
    if (file == null) connection.api().download(query, System.out);
    else SavedFile.whole(connection.api(), query, file);
  }
}
