package io.fumarole.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// What waits for a second person.
@Command(
    name = "approval",
    mixinStandardHelpOptions = true,
    description = "Says yes or no to what somebody else has asked for.",
    synopsisSubcommandLabel = "(list|approve|reject)")
final class ApprovalCommand {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what waits, the newest first.")
  void list(
      @Mixin Connection connection,
      @Mixin PageOptions page,
      @Option(names = "--all", description = "also what was decided") boolean isAll) {
    JsonNode answer =
        page.get(
            connection,
            "/approvals",
            Map.of("state", isAll ? Optional.empty() : Optional.of("waiting")));
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode approval : answer.path("approvals")) rows.add(row(approval));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "nothing waits"
                      : Table.of(
                          List.of("ID", "WHAT", "ASKED BY", "ASKED", "STATE", "DECIDED BY", "WHY"),
                          rows));
          PageOptions.printMore(connection, answer);
        });
  }

  private static List<String> row(JsonNode approval) {
    return List.of(
        DeviceCommand.text(approval, "id"),
        what(approval),
        DeviceCommand.text(approval, "askedBy"),
        DeviceCommand.text(approval, "asked"),
        DeviceCommand.text(approval, "state"),
        DeviceCommand.text(approval, "decidedBy"),
        DeviceCommand.text(approval, "words"));
  }

  private static String what(JsonNode approval) {
    return (DeviceCommand.text(approval, "action")
            + " "
            + DeviceCommand.text(approval, "subject")
            + " "
            + DeviceCommand.text(approval, "detail"))
        .strip();
  }

  /// Of an answer that is no more than a request; empty where it is done.
  static Optional<String> waiting(JsonNode answer) {
    if (!DeviceCommand.text(answer, "state").equals("waiting")) return Optional.empty();
    return Optional.of(
        "asked for: somebody else says 'approval approve %s'"
            .formatted(DeviceCommand.text(answer, "id")));
  }

  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = "Agrees, and has it done. Not who has asked for it.")
  void approve(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    decide(connection, id, "approve", Map.of());
  }

  @Command(name = "reject", mixinStandardHelpOptions = true, description = "Says no.")
  void reject(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--reason", paramLabel = "WORDS", description = "for who has asked")
          @Nullable String reason) {
    Map<String, Object> body = new HashMap<>();
    if (reason != null) body.put("reason", reason);
    decide(connection, id, "reject", body);
  }

  private static void decide(
      Connection connection, String id, String verb, Map<String, Object> body) {
    JsonNode answer =
        connection.api().post("/approvals/" + ApiClient.encode(id) + "/" + verb, body);
    connection.print(
        answer,
        () ->
            connection.out().println(what(answer) + " is " + DeviceCommand.text(answer, "state")));
  }
}
