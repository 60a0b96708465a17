package io.fumarole.app.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Orders to nodes and users in words. What a device said must not steer the terminal.
final class NodeOrderLines {
  private NodeOrderLines() {}

  static String of(JsonNode order) {
    List<String> lines = new ArrayList<>();
    lines.add("order %s: %s".formatted(order.path("number").asLong(), words(order)));
    for (JsonNode node : order.path("nodes")) lines.add("  " + read(node));
    return String.join(System.lineSeparator(), lines);
  }

  static String table(JsonNode orders) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode order : orders)
      rows.add(
          List.of(
              order.path("number").asString(),
              order.path("created").asString(),
              what(order),
              order.path("state").asString(),
              answer(order)));
    return Table.of(List.of("NUMBER", "ORDERED", "WHAT", "STATE", "ANSWER"), rows);
  }

  private static String words(JsonNode order) {
    String what = what(order);
    return switch (order.path("state").asString()) {
      case "queued" -> what + " waits for the device's next session";
      case "sent" -> what + " was sent, and is not answered yet";
      default -> what + ": " + plain(order.path("words").asString(""));
    };
  }

  private static String what(JsonNode order) {
    JsonNode question = order.path("question");
    if (question.isObject())
      return question.path("kind").asString()
          + " '"
          + plain(question.path("text").asString())
          + "'";
    String value = order.path("value").asString("");
    return order.path("command").asString()
        + " "
        + plain(order.path("node").asString())
        + (value.isEmpty() ? "" : " = " + plain(value));
  }

  private static String answer(JsonNode order) {
    JsonNode nodes = order.path("nodes");
    return nodes.size() == 1 ? read(nodes.get(0)) : plain(order.path("words").asString(""));
  }

  private static String read(JsonNode node) {
    String value =
        node.path("children").isArray()
            ? children(node.path("children"))
            : node.path("text").asString(node.path("base64").asString(""));
    String more = node.path("cut").asBoolean() ? " … (not kept whole)" : "";
    return plain(node.path("locUri").asString()) + " = " + plain(value) + more;
  }

  private static String children(JsonNode names) {
    List<String> all = new ArrayList<>();
    for (JsonNode name : names) all.add(name.asString() + "/");
    return all.isEmpty() ? "(nothing below)" : String.join("  ", all);
  }

  private static String plain(String text) {
    return Plain.line(text);
  }
}
