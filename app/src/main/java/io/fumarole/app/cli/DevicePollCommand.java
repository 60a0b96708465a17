package io.fumarole.app.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// How often devices call by themselves.
@Command(
    name = "poll-interval",
    mixinStandardHelpOptions = true,
    description = {
      "Writes how often a device, or all that a filter takes in, call by themselves.",
      "The node is the one that the device's profile names (poll.node)."
    },
    footer = {
      "",
      "  device poll-interval IMEI:1 --every 6h",
      "  device poll-interval --filter group==meters --every 24h --jitter 20"
    })
final class DevicePollCommand implements Runnable {
  @Mixin private Connection connection = new Connection();

  @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "the device")
  private @Nullable String id;

  @Option(names = "--filter", paramLabel = "FILTER", description = "which devices")
  private @Nullable String filter;

  @Option(names = "--every", required = true, paramLabel = "TIME", description = "such as 24h")
  private String every = "";

  @Option(
      names = "--jitter",
      paramLabel = "PERCENT",
      description = "how much longer it may be for a device (default: 10)")
  private @Nullable Integer jitter;

  @Override
  public void run() {
    if ((id == null) == (filter == null)) throw new CliMistake("name a device, or a --filter");
    Map<String, Object> body = new HashMap<>(Map.of("every", every));
    if (jitter != null) body.put("jitter", jitter);
    if (id != null) {
      JsonNode order =
          connection.api().post("/devices/" + ApiClient.encode(id) + "/poll-interval", body);
      connection.print(order, () -> connection.out().println(NodeOrderLines.of(order)));
    } else {
      all(String.valueOf(filter), body);
    }
  }

  private void all(String wanted, Map<String, Object> body) {
    long ordered = 0;
    Optional<String> cursor = Optional.of("");
    while (cursor.isPresent()) {
      String query = "?filter=" + ApiClient.encode(wanted);
      if (!cursor.get().isEmpty()) query += "&cursor=" + ApiClient.encode(cursor.get());
      JsonNode answer = connection.api().post("/devices/poll-interval" + query, body);
      ordered += answer.path("ordered").asLong(0);
      for (JsonNode one : answer.path("refused"))
        connection
            .out()
            .println(DeviceCommand.text(one, "device") + ": " + DeviceCommand.text(one, "why"));
      cursor = Optional.of(DeviceCommand.text(answer, "cursor")).filter(it -> !it.isEmpty());
    }
    connection.out().println(ordered + " devices are told in their next session");
  }
}
