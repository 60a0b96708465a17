package io.fumarole.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// An answer for people: names and values, indented, without the marks of JSON.
final class Tree {
  private Tree() {}

  static String of(JsonNode node) {
    List<String> lines = new ArrayList<>();
    add(lines, node, "");
    return String.join("\n", lines);
  }

  private static void add(List<String> lines, JsonNode node, String indent) {
    int widest = node.properties().stream().mapToInt(e -> e.getKey().length()).max().orElse(0);
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      JsonNode value = entry.getValue();
      String name = indent + Plain.line(entry.getKey());
      if (value.isObject()) {
        lines.add(name);
        add(lines, value, indent + "  ");
      } else if (value.isArray()) {
        addAll(lines, value, name, indent);
      } else if (!value.isNull()) {
        lines.add(
            name
                + " ".repeat(widest - entry.getKey().length() + 2)
                + Plain.lines(value.asString("")));
      }
    }
  }

  private static void addAll(List<String> lines, JsonNode array, String name, String indent) {
    if (array.isEmpty()) return;
    lines.add(name);
    for (JsonNode element : array) {
      if (element.isObject()) {
        int start = lines.size();
        add(lines, element, indent + "    ");
        if (lines.size() > start)
          lines.set(start, indent + "  - " + lines.get(start).stripLeading());
      } else {
        lines.add(indent + "  - " + Plain.lines(element.asString("")));
      }
    }
  }
}
