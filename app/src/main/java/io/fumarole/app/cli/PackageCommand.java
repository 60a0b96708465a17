package io.fumarole.app.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Firmware packages: made and signed here, kept by the server.
@Command(
    name = "package",
    mixinStandardHelpOptions = true,
    description = "Sign, add, list, show and delete firmware packages.",
    synopsisSubcommandLabel = "(sign|add|list|show|delete|key)",
    subcommands = {SignCommand.class, KeyCommand.class, PackageShowCommand.class})
final class PackageCommand {
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Uploads a package. A signed bundle says itself what it is for.")
  void add(
      @Mixin Connection connection,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(
              names = "--id",
              paramLabel = "ID",
              description = "the package's id (default: from model and version)")
          @Nullable String id,
      @Option(names = "--name", paramLabel = "TEXT", description = "for display")
          @Nullable String name,
      @Option(names = "--model", paramLabel = "NAME", description = "the DevInfo/Mod it is for")
          @Nullable String model,
      @Option(
              names = "--from",
              paramLabel = "VERSION",
              description = "the only version it goes on (default: any)")
          @Nullable String from,
      @Option(
              names = {"--to", "--package-version"},
              paramLabel = "VERSION",
              description = "the version it leads to")
          @Nullable String to,
      @Option(
              names = "--content-type",
              paramLabel = "TYPE",
              description = "media type of the download")
          @Nullable String contentType,
      @Option(
              names = "--hardware",
              paramLabel = "VERSION",
              description = "the only DevDetail/HwV it fits (default: what its release says)")
          @Nullable String hardware,
      @Option(names = "--offer", description = "give it to devices that ask for an update")
          boolean offer,
      @Option(
              names = "--resume",
              description = "go on where an earlier try of the same file broke off")
          boolean resume)
      throws IOException {
    if (!Files.isRegularFile(file)) throw new CliMistake("no file at " + file);
    Map<String, Optional<String>> query = new HashMap<>();
    query.put("id", Optional.ofNullable(id));
    query.put("name", Optional.ofNullable(name));
    query.put("model", Optional.ofNullable(model));
    query.put("from", Optional.ofNullable(from));
    query.put("to", Optional.ofNullable(to));
    query.put("contentType", Optional.ofNullable(contentType));
    query.put("hardware", Optional.ofNullable(hardware));
    query.put("offered", offer ? Optional.of("true") : Optional.empty());
    JsonNode added = send(connection.api(), query, file, resume);
    connection.print(
        added,
        () -> {
          connection
              .out()
              .println(
                  "added "
                      + DeviceCommand.text(added, "id")
                      + ": "
                      + DeviceCommand.text(added, "model")
                      + " to "
                      + DeviceCommand.text(added, "toVersion")
                      + ", "
                      + DeviceCommand.text(added, "size")
                      + " octets, SHA-256 "
                      + DeviceCommand.text(added, "sha256"));
          if (DeviceCommand.text(added, "release").equals("draft"))
            connection.out().println("  its release is a draft: see 'release --help'");
          String warning = DeviceCommand.text(added, "warning");
          if (!warning.isEmpty()) connection.out().println("  " + warning);
        });
  }

  private static JsonNode send(
      ApiClient api, Map<String, Optional<String>> query, Path file, boolean resume)
      throws IOException {
    long size = Files.size(file);
    if (size < PieceByPiece.FROM && !resume)
      return api.upload(ApiClient.query("/packages", query), file);
    boolean isTerminal =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    if (!isTerminal) return new PieceByPiece(api, file, query, offset -> {}).send(resume);
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("sending")
            .setInitialMax(size)
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit(" MB", 1_000_000)
            .showSpeed()
            .build()) {
      return new PieceByPiece(api, file, query, bar::stepTo).send(resume);
    }
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Deletes a package that nothing refers to.")
  void delete(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    JsonNode answer = connection.api().delete("/packages/" + ApiClient.encode(id));
    connection.print(answer, () -> connection.out().println("package " + id + " is deleted"));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the packages.")
  void list(@Mixin Connection connection, @Mixin PageOptions page) {
    JsonNode answer = page.get(connection, "/packages", Map.of());
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode p : answer.path("packages"))
            rows.add(
                List.of(
                    DeviceCommand.text(p, "id"),
                    DeviceCommand.text(p, "model"),
                    DeviceCommand.text(p, "fromVersion").isEmpty()
                        ? "any"
                        : DeviceCommand.text(p, "fromVersion"),
                    DeviceCommand.text(p, "toVersion"),
                    DeviceCommand.text(p, "size"),
                    DeviceCommand.text(p, "signed"),
                    DeviceCommand.text(p, "release")));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "no packages yet: add one with 'package add FILE'"
                      : Table.ofAnswer(
                          List.of("ID", "MODEL", "FROM", "TO", "OCTETS", "SIGNED", "RELEASE"),
                          rows));
          PageOptions.printMore(connection, answer);
        });
  }
}
