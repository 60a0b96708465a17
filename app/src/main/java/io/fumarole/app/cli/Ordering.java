package io.fumarole.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// What all orders to a device have in common: they wait for its next session.
final class Ordering {
  @Mixin private Connection connection = new Connection();

  @Parameters(index = "0", paramLabel = "ID", description = "the device")
  private String id = "";

  @Option(
      names = "--hours",
      paramLabel = "NUMBER",
      description = "how long it waits for the device (default: a week)")
  private @Nullable Integer hours;

  @Option(names = "--notify", description = "asks the device to open a session")
  private boolean notify;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "waits so long for the device's answer")
  private int seconds;

  private String path(String resource) {
    return "/devices/" + ApiClient.encode(id) + "/" + resource;
  }

  /// @param resource where such an order is made
  void order(String resource, List<Map<String, Object>> wanted) throws InterruptedException {
    if (seconds < 0 || seconds > Duration.ofDays(1).toSeconds())
      throw new CliMistake("--wait is a number of seconds, up to a day");
    List<JsonNode> orders = new ArrayList<>();
    for (Map<String, Object> one : wanted) {
      Map<String, Object> body = new HashMap<>(one);
      if (hours != null) body.put("hours", hours);
      orders.add(connection.api().post(path(resource), body));
    }
    if (notify) {
      var _ = connection.api().post(path("notify"), Map.<String, Object>of());
    }
    for (JsonNode order : answered(orders))
      connection.print(order, () -> connection.out().println(NodeOrderLines.of(order)));
  }

  /// As they stand when all have ended, or the time is up.
  private List<JsonNode> answered(List<JsonNode> orders) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    List<JsonNode> now = orders;
    while (System.nanoTime() < end && now.stream().anyMatch(it -> it.path("open").asBoolean())) {
      Thread.sleep(Duration.ofMillis(500));
      now =
          now.stream()
              .map(
                  it ->
                      connection.api().get(path("node-orders") + "/" + it.path("number").asLong()))
              .toList();
    }
    return now;
  }
}
