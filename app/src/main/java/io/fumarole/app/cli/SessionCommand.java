package io.fumarole.app.cli;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.export.Recorded;
import io.fumarole.scenario.export.SessionExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
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
    description = "List sessions, show one message by message, and play one again.",
    synopsisSubcommandLabel = "(list|show|export|replay)")
final class SessionCommand {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists sessions, the newest first.")
  void list(
      @Mixin Connection connection,
      @Mixin PageOptions page,
      @Option(names = "--device", paramLabel = "ID") @Nullable String device) {
    JsonNode answer =
        page.get(connection, "/sessions", Map.of("device", Optional.ofNullable(device)));
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
          PageOptions.printMore(connection, answer);
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

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = {
        "Writes a session as a scenario that plays it again, for a bug report.",
        "It holds no secret: 'session replay' asks for those that it needs."
      })
  void export(
      @Mixin Connection connection,
      @Parameters(paramLabel = "SESSION", description = "from 'session list'; 'last' is the newest")
          String session,
      @Option(
              names = "--as",
              paramLabel = "client|server",
              defaultValue = "client",
              description =
                  "the side that the scenario plays: client, against a server, or server, against"
                      + " a device (default: ${DEFAULT-VALUE})")
          Scenario.Side side,
      @Option(
              names = {"-o", "--out"},
              paramLabel = "FILE",
              description = "where it goes (default: the terminal)")
          @Nullable Path out)
      throws IOException {
    String key = session.equals("last") ? newest(connection) : session;
    JsonNode answer = connection.api().get("/sessions/" + ApiClient.encode(key));
    List<Recorded> messages = new ArrayList<>();
    for (JsonNode m : answer.path("messages"))
      messages.add(
          new Recorded(
              m.path("fromDevice").asBoolean(),
              DeviceCommand.text(m, "contentType"),
              Octets.wrap(Base64.getDecoder().decode(DeviceCommand.text(m, "octets"))),
              m.path("length").asLong()));
    if (messages.isEmpty()) throw new CliMistake("session " + key + " has no messages left");
    String text = SessionExport.write("session " + key, messages, side);
    if (out == null) {
      connection.out().print(text);
    } else {
      Files.writeString(out, text);
      connection.out().println("wrote " + out + ": play it with 'session replay " + out + "'");
    }
    connection.out().flush();
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description = "Plays an exported session against a server or a device.")
  int replay(
      @Mixin Playing playing,
      @Parameters(paramLabel = "FILE", description = "from 'session export'") Path file)
      throws IOException, InterruptedException {
    return playing.play(file);
  }

  private static String newest(Connection connection) {
    for (JsonNode s : connection.api().get("/sessions?limit=1").path("sessions"))
      return DeviceCommand.text(s, "session");
    throw new CliMistake("no sessions yet: point a device at the server");
  }
}
