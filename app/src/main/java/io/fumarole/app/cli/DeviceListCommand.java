package io.fumarole.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The devices that a filter takes in.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists devices, all or those that a filter takes in.",
    footer = {
      "",
      "A filter is RSQL: ';' is and, ',' is or, '*' is any text.",
      "  model==NW-4*;version!=2.4.0     lastSeen<-P7D;standing==enrolled",
      "  label.ring=in=(canary,beta)     group==lab"
    })
final class DeviceListCommand implements Callable<Integer> {
  private static final int LARGEST_PAGE = 1_000;

  @Mixin private Connection connection = new Connection();

  @Option(names = "--filter", paramLabel = "FILTER", description = "which devices")
  private @Nullable String filter;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "at most so many (default: ${DEFAULT-VALUE})",
      defaultValue = "100")
  private int limit;

  @Override
  public Integer call() {
    if (limit < 1) throw new CliMistake("--limit is a number from 1");
    ObjectNode answer = page(Math.min(limit, LARGEST_PAGE), Optional.empty());
    var devices = (ArrayNode) answer.path("devices");
    while (devices.size() < limit && answer.has("cursor")) {
      int more = Math.min(limit - devices.size(), LARGEST_PAGE);
      ObjectNode next = page(more, Optional.of(answer.path("cursor").asString("")));
      devices.addAll((ArrayNode) next.path("devices"));
      answer.remove("cursor");
      if (next.has("cursor")) answer.set("cursor", next.path("cursor"));
    }
    connection.print(answer, () -> connection.out().println(words(devices, answer)));
    return 0;
  }

  private ObjectNode page(int size, Optional<String> cursor) {
    String path =
        ApiClient.query(
            "/devices",
            Map.of(
                "filter",
                Optional.ofNullable(filter),
                "limit",
                Optional.of("" + size),
                "cursor",
                cursor,
                "count",
                Optional.of("" + cursor.isEmpty())));
    return (ObjectNode) connection.api().get(path);
  }

  private String words(ArrayNode devices, ObjectNode answer) {
    if (devices.isEmpty())
      return filter == null
          ? "no devices yet: add one with 'device add', or start the server with --open"
          : "no device matches";
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode device : devices)
      rows.add(
          List.of(
              DeviceCommand.text(device, "id"),
              DeviceCommand.text(device, "standing"),
              DeviceCommand.text(device, "profile"),
              DeviceCommand.text(device, "model"),
              DeviceCommand.text(device, "version"),
              labels(device),
              DeviceCommand.text(device, "lastSeen")));
    String table =
        Table.of(
            List.of("ID", "STANDING", "PROFILE", "MODEL", "VERSION", "LABELS", "LAST SEEN"), rows);
    return answer.has("cursor")
        ? "%s\n%d of %s; --limit shows more, 'device export' writes all"
            .formatted(table, devices.size(), DeviceCommand.text(answer, "total"))
        : table;
  }

  private static String labels(JsonNode device) {
    List<String> labels = new ArrayList<>();
    device
        .path("labels")
        .forEachEntry((name, value) -> labels.add(name + "=" + value.asString("")));
    return String.join(" ", labels);
  }
}
