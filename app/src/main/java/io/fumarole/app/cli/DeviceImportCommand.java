package io.fumarole.app.cli;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// Many devices from a file, all of them or none.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Adds the devices of a file, all of them or none.",
    footer = {
      "",
      "CSV has the columns' names on its first line: id, profile, address, clientName,",
      "clientSecret, serverName, serverSecret and label.NAME; only id must be there.",
      "JSON lines have an object each, as POST /api/v1/devices takes it, and labels."
    })
final class DeviceImportCommand implements Callable<Integer> {
  /// Of the mistakes, so that the first ones stay in sight.
  private static final int MOST_SHOWN = 20;

  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "FILE", description = "the file, or - for standard input")
  private String file = "-";

  @Option(
      names = "--format",
      paramLabel = "csv|jsonl",
      description = "what the file holds (default: by its name; csv)")
  private @Nullable BulkFormat format;

  @Option(names = "--keep", description = "devices that exist stay as they are")
  private boolean keep;

  @Option(names = "--dry-run", description = "only looks whether all lines are right")
  private boolean dryRun;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws FileNotFoundException {
    BulkFormat kind = format == null ? BulkFormat.of(file) : format;
    Map<String, Optional<String>> query = new HashMap<>();
    query.put("existing", keep ? Optional.of("keep") : Optional.empty());
    query.put("dryRun", dryRun ? Optional.of("true") : Optional.empty());
    try {
      JsonNode answer =
          connection
              .api()
              .upload(ApiClient.query("/devices/import", query), body(), kind.mediaType());
      connection.print(answer, () -> connection.out().println(words(answer)));
      return 0;
    } catch (ApiClient.Refused refused) {
      tell(refused.errors());
      throw refused;
    }
  }

  private BodyPublisher body() throws FileNotFoundException {
    if (file.equals("-")) return BodyPublishers.ofInputStream(() -> System.in);
    Path path = Path.of(file);
    if (!java.nio.file.Files.isRegularFile(path)) throw new CliMistake("no file at " + path);
    return BodyPublishers.ofFile(path);
  }

  private static String words(JsonNode answer) {
    long lines = answer.path("lines").asLong(0);
    if (answer.path("dryRun").asBoolean(false))
      return "%,d lines are right; nothing was imported".formatted(lines);
    long kept = answer.path("kept").asLong(0);
    return "imported %,d devices%s"
        .formatted(
            answer.path("added").asLong(0),
            kept == 0
                ? ""
                : String.format(Locale.ROOT, "; %,d existed and stay as they are", kept));
  }

  private void tell(JsonNode errors) {
    var err = spec.commandLine().getErr();
    int shown = 0;
    for (JsonNode error : errors) {
      if (!error.has("line") || shown++ >= MOST_SHOWN) continue;
      String field = DeviceCommand.text(error, "field");
      err.println(
          "line %s%s: %s"
              .formatted(
                  DeviceCommand.text(error, "line"),
                  field.isEmpty() ? "" : ", " + field,
                  DeviceCommand.text(error, "rule")));
    }
    if (shown > MOST_SHOWN) err.println("… and more");
  }
}
