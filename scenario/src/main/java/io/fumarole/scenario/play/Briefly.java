package io.fumarole.scenario.play;

import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.scenario.Row;
import java.util.List;
import java.util.stream.Collectors;

/// Rows and commands in a few words, for complaints.
final class Briefly {
  /// Commands beyond these are counted.
  private static final int SHOWN = 12;

  private Briefly() {}

  static String row(Row row) {
    String attributes =
        row.attributes().entrySet().stream()
            .filter(entry -> !entry.getKey().equals("as"))
            .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
            .sorted()
            .collect(Collectors.joining());
    return String.join(" ", row.words()) + attributes;
  }

  static String commands(List<Command> commands) {
    String shown =
        commands.stream().limit(SHOWN).map(Briefly::command).collect(Collectors.joining(", "));
    return commands.size() > SHOWN ? shown + " and " + (commands.size() - SHOWN) + " more" : shown;
  }

  static String command(Command command) {
    return switch (command) {
      case Command.Alert alert -> "Alert " + alert.code() + alert(alert);
      case Command.Status status -> "Status " + status.code() + " for " + status.cmd();
      case Command.OnNodes nodes -> command.name() + first(nodes.items());
      case Command.Results results -> "Results" + first(results.items());
      case Command.Group _, Command.Unsupported _ -> command.name();
    };
  }

  /// What tells one report from another.
  private static String alert(Command.Alert alert) {
    var words = new StringBuilder();
    alert.correlator().ifPresent(text -> words.append(" correlator=").append(text.text()));
    for (Item item : alert.items()) {
      item.sourceUri().ifPresent(uri -> words.append(" source=").append(uri));
      item.meta().type().ifPresent(type -> words.append(" type=").append(type));
      item.meta().format().ifPresent(is -> words.append(" format=").append(is));
      item.data().ifPresent(data -> words.append(" data=").append(data.text()));
    }
    return words.toString();
  }

  private static String first(List<Item> items) {
    return items.isEmpty()
        ? ""
        : " " + items.getFirst().targetUri().or(items.getFirst()::sourceUri).orElse("");
  }
}
