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

/// The sessions that devices had with the server.
@Command(
    name = "session",
    mixinStandardHelpOptions = true,
    description = "List sessions, and show one message by message.",
    synopsisSubcommandLabel = "(list|show)")
final class SessionCommand {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists sessions, the newest first.")
  void list(
      @Mixin Connection connection,
      @Option(names = "--device", paramLabel = "ID") @Nullable String device,
      @Option(
              names = "--limit",
              defaultValue = "20",
              description = "at most so many (default: ${DEFAULT-VALUE})")
          int limit) {
    JsonNode answer =
        connection
            .api()
            .get(
                ApiClient.query(
                    "/sessions",
                    Map.of(
                        "device",
                        Optional.ofNullable(device),
                        "limit",
                        Optional.of(Integer.toString(limit)))));
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode s : answer.path("sessions"))
            rows.add(
                List.of(
                    DeviceCommand.text(s, "session"),
                    DeviceCommand.text(s, "device"),
                    DeviceCommand.text(s, "sessionId"),
                    DeviceCommand.text(s, "started"),
                    DeviceCommand.text(s, "messages")));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "no sessions yet: point a device at the server"
                      : Table.of(
                          List.of("SESSION", "DEVICE", "SESSIONID", "STARTED", "MESSAGES"), rows));
        });
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description =
          "Shows a session: a sequence diagram, then every message decoded and explained.")
  void show(
      @Mixin Connection connection,
      @Parameters(paramLabel = "SESSION", description = "from 'session list'; 'last' is the newest")
          String session,
      @Option(names = "--ascii", description = "draw with plain characters") boolean ascii) {
    String key = session.equals("last") ? newest(connection) : session;
    JsonNode answer = connection.api().get("/sessions/" + ApiClient.encode(key));
    connection.print(answer, () -> connection.out().print(Conversation.of(answer).text(ascii)));
  }

  private static String newest(Connection connection) {
    for (JsonNode s : connection.api().get("/sessions?limit=1").path("sessions"))
      return DeviceCommand.text(s, "session");
    throw new CliMistake("no sessions yet: point a device at the server");
  }
}
