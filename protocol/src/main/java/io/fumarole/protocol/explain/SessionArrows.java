package io.fumarole.protocol.explain;

import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The messages of a session as arrows: package and message number, then the commands in brief.
public final class SessionArrows {
  private int devicePackage = 1;
  private int serverPackage = 2;
  private boolean serverGoesOn;

  /// A message and who sent it.
  public record Spoken(Direction direction, Message message) {}

  /// @param session the messages of one session in the order they were sent
  public static List<Arrow> of(List<Spoken> session) {
    var arrows = new SessionArrows();
    return session.stream().map(arrows::next).toList();
  }

  /// The arrow of the message that came after those that were given before.
  public Arrow next(Spoken spoken) {
    Message message = spoken.message();
    boolean fromDevice = spoken.direction() == Direction.DEVICE_TO_SERVER;
    int number = fromDevice ? devicePackage(message) : serverPackage(message);
    List<String> label = new ArrayList<>();
    label.add(
        "#%d message %s%s"
            .formatted(number, message.header().msgId(), message.isFinal() ? "" : ", no Final"));
    label.addAll(statuses(message));
    label.addAll(commands(message));
    return new Arrow(
        fromDevice ? Participant.DEVICE : Participant.DM_SERVER,
        fromDevice ? Participant.DM_SERVER : Participant.DEVICE,
        label,
        message.commands().stream().anyMatch(SessionArrows::isBadNews));
  }

  /// Package 1 opens the session with an alert, and comes again after a challenge; the rest is
  /// package 3. Spec: syncml-dm 1.
  private int devicePackage(Message message) {
    devicePackage = message.commands().stream().anyMatch(SessionArrows::opens) ? 1 : 3;
    return devicePackage;
  }

  /// Package 2 answers package 1; one of several messages keeps its number.
  private int serverPackage(Message message) {
    if (!serverGoesOn) serverPackage = devicePackage == 1 ? 2 : 4;
    serverGoesOn = !message.isFinal();
    return serverPackage;
  }

  private static boolean opens(Command command) {
    return command instanceof Command.Alert alert
        && (alert.code().strip().equals(AlertCode.SERVER_INITIATED)
            || alert.code().strip().equals(AlertCode.CLIENT_INITIATED));
  }

  static boolean isBadNews(Command command) {
    return switch (command) {
      case Command.Status status -> Meanings.isAlarming(status.statusCode());
      case Command.Alert alert -> Alerts.isBadNews(alert);
      case Command.Unsupported _ -> true;
      case Command.OnNodes _, Command.Group _, Command.Results _ -> false;
    };
  }

  private static List<String> statuses(Message message) {
    String all =
        message.commands().stream()
            .filter(Command.Status.class::isInstance)
            .map(Command.Status.class::cast)
            .map(status -> status.cmd() + " " + status.code())
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? List.of() : List.of("Status: " + all);
  }

  private static List<String> commands(Message message) {
    List<String> lines = new ArrayList<>();
    for (Command command : message.commands()) {
      if (!(command instanceof Command.Status)) command("", command, lines);
    }
    return lines;
  }

  private static void command(String margin, Command command, List<String> lines) {
    switch (command) {
      case Command.Group group -> {
        lines.add(margin + command.name() + ":");
        group.commands().forEach(nested -> command(margin + "  ", nested, lines));
      }
      case Command.Alert alert -> lines.add(margin + brief(alert));
      case Command.Results results ->
          results.items().forEach(item -> lines.add(margin + "Results " + valued(item)));
      case Command.OnNodes onNodes ->
          lines.add(margin + command.name() + " " + nodes(onNodes.items()));
      case Command.Status _, Command.Unsupported _ -> lines.add(margin + command.name());
    }
  }

  private static String brief(Command.Alert alert) {
    String reports =
        alert.items().stream()
            .flatMap(
                item ->
                    item.meta().type().flatMap(AlertType::parse).stream()
                        .map(
                            type ->
                                type.isRequest()
                                    ? " " + Meanings.word(type)
                                    : " " + Meanings.word(type) + " " + item.text()))
            .collect(Collectors.joining());
    return "Alert "
        + alert.code()
        + (reports.isEmpty() ? " " + AlertCode.meaning(alert.code().strip()) : reports);
  }

  private static String valued(Item item) {
    return tail(Items.uri(item))
        + item.data().map(data -> " = " + Shown.value(Items.uri(item), data)).orElse("");
  }

  /// One node, or how many below a common parent.
  private static String nodes(List<Item> items) {
    if (items.size() == 1) return tail(Items.uri(items.getFirst()));
    List<String> parents =
        items.stream().map(Items::uri).map(SessionArrows::parent).distinct().toList();
    return items.size() + " nodes" + (parents.size() == 1 ? " of " + tail(parents.getFirst()) : "");
  }

  private static String parent(String uri) {
    return uri.contains("/") ? uri.substring(0, uri.lastIndexOf('/')) : "";
  }

  /// The last two segments: they tell one FUMO node from another.
  private static String tail(String uri) {
    int last = uri.lastIndexOf('/');
    int before = last < 0 ? -1 : uri.lastIndexOf('/', last - 1);
    return before <= 1 ? uri : "…" + uri.substring(before);
  }
}
