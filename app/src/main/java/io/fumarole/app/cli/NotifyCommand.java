package io.fumarole.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Asks a device to open a session.
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a notification (Package 0), or prints it octet by octet.",
      "'notify list DEVICE' tells what became of them, 'notify unanswered' which devices never come."
    })
final class NotifyCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "DEVICE", arity = "0..1", description = "the device's id")
  private String device = "";

  @Option(names = "--print", description = "print it and send nothing")
  private boolean printOnly;

  @Option(
      names = "--ui-mode",
      paramLabel = "not-specified|background|informative|interactive",
      description = "what the device's user sees of it")
  private @Nullable String uiMode;

  @Option(
      names = "--initiator",
      paramLabel = "server|client",
      description = "who wants the session")
  private @Nullable String initiator;

  @Override
  public Integer call() {
    if (device.isEmpty()) throw new CliMistake("which device? say 'notify DEVICE'");
    Map<String, Object> body = new HashMap<>();
    if (printOnly) body.put("print", true);
    if (uiMode != null) body.put("uiMode", uiMode);
    if (initiator != null) body.put("initiator", initiator);
    JsonNode answer =
        connection.api().post("/devices/" + ApiClient.encode(device) + "/notify", body);
    connection.print(answer, () -> connection.out().println(Tree.of(answer)));
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the notifications of a device, and what became of each.")
  void list(@Mixin Connection connection, @Parameters(paramLabel = "DEVICE") String id) {
    JsonNode answer = connection.api().get("/devices/" + ApiClient.encode(id) + "/notifications");
    connection.print(answer, () -> connection.out().println(table(answer)));
  }

  /// What became of a device's notifications, the newest first.
  static String table(JsonNode answer) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode it : answer.path("notifications"))
      rows.add(
          List.of(
              DeviceCommand.text(it, "created"),
              DeviceCommand.text(it, "way"),
              DeviceCommand.text(it, "state"),
              DeviceCommand.text(it, "session"),
              DeviceCommand.text(it, "words")));
    return rows.isEmpty()
        ? "no notifications in the last 30 days"
        : Table.of(List.of("WHEN", "WAY", "STATE", "SESSION", "WHAT HAPPENED"), rows);
  }

  @Command(
      name = "unanswered",
      mixinStandardHelpOptions = true,
      description = "Lists devices that were notified and have never come because of it.")
  void unanswered(@Mixin Connection connection, @Mixin PageOptions page) {
    JsonNode answer = page.get(connection, "/notifications/unanswered", Map.of());
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode it : answer.path("devices"))
            rows.add(
                List.of(
                    DeviceCommand.text(it, "device"),
                    it.path("sent").asString(),
                    DeviceCommand.text(it, "first"),
                    DeviceCommand.text(it, "last")));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "every device that was notified has come"
                      : Table.of(List.of("DEVICE", "SENT", "FIRST", "LAST"), rows));
          PageOptions.printMore(connection, answer);
        });
  }
}
