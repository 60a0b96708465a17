package io.fumarole.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// The updates of devices: where each is, and why.
@Command(
    name = "deployment",
    mixinStandardHelpOptions = true,
    description = "List, show and cancel the updates of devices.",
    synopsisSubcommandLabel = "(list|show|cancel)")
final class DeploymentCommand {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists deployments, the newest first.")
  void list(
      @Mixin Connection connection,
      @Mixin PageOptions page,
      @Option(names = "--device", paramLabel = "ID") @Nullable String device) {
    JsonNode answer =
        page.get(connection, "/deployments", Map.of("device", Optional.ofNullable(device)));
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode d : answer.path("deployments"))
            rows.add(
                List.of(
                    DeviceCommand.text(d, "id"),
                    DeviceCommand.text(d, "device"),
                    DeviceCommand.text(d, "toVersion"),
                    DeviceCommand.text(d, "state"),
                    DeviceCommand.text(d, "reason")));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "no deployments yet: make one with 'update DEVICE PACKAGE'"
                      : Table.ofAnswer(List.of("ID", "DEVICE", "TO", "STATE", "REASON"), rows));
          PageOptions.printMore(connection, answer);
        });
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one deployment with its attempts and history.")
  void show(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    JsonNode deployment = connection.api().get("/deployments/" + ApiClient.encode(id));
    connection.print(deployment, () -> connection.out().println(Tree.of(deployment)));
  }

  @Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      description = "Cancels a deployment; past the Exec it finishes.")
  void cancel(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    JsonNode answer =
        connection.api().post("/deployments/" + ApiClient.encode(id) + "/cancel", Map.of());
    connection.print(
        answer,
        () ->
            connection
                .out()
                .println(
                    id
                        + " is "
                        + DeviceCommand.text(answer, "state")
                        + ": "
                        + DeviceCommand.text(answer, "reason")));
  }
}
