package io.fumarole.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// All devices that a filter takes in, as a file.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes devices as CSV or JSON lines, without their secrets.")
final class DeviceExportCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Option(names = "--filter", paramLabel = "FILTER", description = "which devices")
  private @Nullable String filter;

  @Option(
      names = "--format",
      paramLabel = "csv|jsonl",
      description = "how they are written (default: by the file's name; csv)")
  private @Nullable BulkFormat format;

  @Option(names = "--out", paramLabel = "FILE", description = "where to (default: standard output)")
  private @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    BulkFormat kind = format == null ? BulkFormat.of(file == null ? "" : file.toString()) : format;
    String path =
        ApiClient.query(
            "/devices." + kind.name().toLowerCase(Locale.ROOT),
            Map.of("filter", Optional.ofNullable(filter)));
    if (file == null) connection.api().download(path, System.out);
    else SavedFile.whole(connection.api(), path, file);
    return 0;
  }
}
