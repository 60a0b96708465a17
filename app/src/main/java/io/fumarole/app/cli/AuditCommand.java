package io.fumarole.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What people and programs did.
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Shows what people and programs did, and whether that is as it was written down.",
    synopsisSubcommandLabel = "(list|head|verify)")
final class AuditCommand {
  private static final int UNSOUND = 1;

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what was done, the newest first.")
  void list(
      @Mixin Connection connection,
      @Option(names = "--actor", paramLabel = "NAME", description = "a user, or a token's id")
          @Nullable String actor,
      @Option(names = "--subject", paramLabel = "WHAT", description = "such as devices/IMEI:1")
          @Nullable String subject,
      @Option(names = "--since", paramLabel = "TIME", description = "such as 2026-03-01T08:00:00Z")
          @Nullable String since,
      @Option(names = "--until", paramLabel = "TIME", description = "as --since")
          @Nullable String until,
      @Option(names = "--limit", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
          @Nullable Integer limit) {
    String path =
        ApiClient.query(
            "/audit",
            Map.of(
                "actor", Optional.ofNullable(actor),
                "subject", Optional.ofNullable(subject),
                "since", Optional.ofNullable(since),
                "until", Optional.ofNullable(until),
                "limit", Optional.ofNullable(limit).map(String::valueOf)));
    JsonNode answer = connection.api().get(path);
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode entry : answer.path("entries")) rows.add(row(entry));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "nothing was written down"
                      : Table.of(
                          List.of("NUMBER", "AT", "WHO", "FROM", "WHAT", "ABOUT", "OUTCOME"),
                          rows));
        });
  }

  private static List<String> row(JsonNode entry) {
    String asked = entry.has("asked") ? " of " + entry.path("asked").longValue() : "";
    return List.of(
        String.valueOf(entry.path("number").longValue()),
        DeviceCommand.text(entry, "at"),
        DeviceCommand.text(entry, "kind") + " " + DeviceCommand.text(entry, "actor"),
        DeviceCommand.text(entry, "from"),
        DeviceCommand.text(entry, "action"),
        DeviceCommand.text(entry, "subject"),
        DeviceCommand.text(entry, "outcome") + asked);
  }

  @Command(
      name = "head",
      mixinStandardHelpOptions = true,
      description = {
        "Prints the audit's head: number and chain value of the last entry.",
        "Kept where nobody of the server can change it, it shows later what is gone."
      })
  void head(@Mixin Connection connection) {
    connection
        .out()
        .println(ApiClient.JSON.writeValueAsString(connection.api().get("/audit/head")));
    connection.out().flush();
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Looks whether the audit is as it was written down; exit code 1 if it is not.",
        "Finds entries that were changed, removed, put in or swapped; what is gone at the end, only with --head."
      })
  int verify(
      @Mixin Connection connection,
      @Option(names = "--head", paramLabel = "FILE", description = "what 'audit head' has printed")
          @Nullable Path file) {
    JsonNode answer =
        connection
            .api()
            .getPatiently(ApiClient.query("/audit/verify", file == null ? Map.of() : kept(file)));
    boolean isSound = answer.path("sound").asBoolean(false);
    connection.print(answer, () -> tell(connection, answer, isSound));
    return isSound ? 0 : UNSOUND;
  }

  private static Map<String, Optional<String>> kept(Path file) {
    try {
      JsonNode head = ApiClient.JSON.readTree(Files.readAllBytes(file));
      if (!head.path("number").isIntegralNumber() || !head.path("chain").isString())
        throw new CliMistake(file + " is no head: 'audit head' prints one");
      return Map.of(
          "number", Optional.of(String.valueOf(head.path("number").longValue())),
          "chain", Optional.of(head.path("chain").asString()));
    } catch (JacksonException wrong) {
      throw new CliMistake(file + " is no head: 'audit head' prints one");
    } catch (IOException e) {
      throw new CliMistake("cannot read " + file + ": " + e.getMessage());
    }
  }

  private static void tell(Connection connection, JsonNode answer, boolean isSound) {
    for (JsonNode fault : answer.path("faults"))
      connection
          .out()
          .println(
              "entry %d %s"
                  .formatted(fault.path("number").longValue(), DeviceCommand.text(fault, "words")));
    connection
        .out()
        .println(
            "%d entries, the last is %d: %s"
                .formatted(
                    answer.path("entries").longValue(),
                    answer.path("head").path("number").longValue(),
                    isSound ? "as they were written" : "NOT as they were written"));
  }
}
