package io.fumarole.scenario.export;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Commands as scenario lines. What the peer chooses anew each time, its correlators, becomes a
/// variable; what answers one of its commands names that command and not its number.
final class CommandLines {
  /// What the trace keeps of data over a kilobyte.
  private static final Pattern CUT = Pattern.compile("\\[(?:a secret of )?([0-9,]+) octets.*\\]");

  private final Map<String, String> correlators = new HashMap<>();

  /// What the scripted side says.
  ///
  /// @param heard the peer's messages so far
  List<String> said(Message message, List<Message> heard) {
    List<String> lines = new ArrayList<>();
    for (Command command : message.commands()) said(command, heard, "", lines);
    return lines;
  }

  private void said(Command command, List<Message> heard, String indent, List<String> lines) {
    switch (command) {
      case Command.Status status -> lines.add(indent + status(status, heard));
      case Command.Results results -> {
        lines.add(indent + results(results, heard));
        for (Item item : results.items()) lines.add(indent + "  " + item(item).strip());
      }
      case Command.Alert alert -> {
        String correlator =
            alert.correlator().map(c -> " correlator=" + correlator(c.text())).orElse("");
        items(indent + "Alert " + Lines.word(alert.code()) + correlator, alert.items(), lines);
      }
      case Command.Exec exec -> {
        String correlator =
            exec.correlator().map(c -> " correlator=" + correlator(c.text())).orElse("");
        items(indent + "Exec" + correlator, exec.items(), lines);
      }
      case Command.OnNodes nodes ->
          items(indent + command.name() + meta(nodes.meta()), nodes.items(), lines);
      case Command.Group group -> {
        lines.add(indent + command.name());
        for (Command within : group.commands()) said(within, heard, indent + "  ", lines);
      }
      case Command.Unsupported unsupported ->
          lines.add(indent + "<%s><CmdID>${id}</CmdID></%1$s>".formatted(unsupported.name()));
    }
  }

  private String correlator(String text) {
    return Optional.ofNullable(correlators.get(text))
        .map(name -> "${" + name + "}")
        .orElseGet(() -> Lines.word(text));
  }

  private static String meta(Meta meta) {
    return Lines.attribute("meta-format", meta.format())
        + Lines.attribute("meta-type", meta.type());
  }

  private void items(String head, List<Item> items, List<String> lines) {
    lines.add(items.size() == 1 ? head + item(items.getFirst()) : head);
    if (items.size() > 1)
      for (Item item : items) lines.add(head.replaceAll("\\S.*", "") + "  " + item(item).strip());
  }

  private String item(Item item) {
    String data =
        switch (item.data().orElse(null)) {
          case null -> "";
          case Data.Value(var octets) -> {
            Matcher cut = CUT.matcher(octets.isText() ? octets.utf8() : "");
            yield cut.matches()
                ? " data=\"${fill " + cut.group(1).replace(",", "") + "}\""
                : Lines.data(octets);
          }
          case Data.Embedded _ -> Lines.attribute("data", item.text());
        };
    String name =
        item.source()
            .flatMap(s -> s.locName())
            .or(() -> item.target().flatMap(t -> t.locName()))
            .map(text -> Lines.attribute("name", text))
            .orElse("");
    return Lines.attribute("target", item.targetUri())
        + Lines.attribute("source", item.sourceUri())
        + name
        + Lines.attribute("format", item.meta().format())
        + Lines.attribute("type", item.meta().type())
        + Lines.attribute("size", item.meta().size())
        + Lines.attribute("mark", item.meta().mark())
        + data
        + (item.moreData() ? " more=yes" : "");
  }

  /// Whether the trace has cut something out of the message.
  static boolean isCut(Message message) {
    return commands(message.commands()).stream()
        .flatMap(
            command ->
                switch (command) {
                  case Command.OnNodes nodes -> nodes.items().stream();
                  case Command.Results results -> results.items().stream();
                  case Command.Alert alert -> alert.items().stream();
                  case Command.Group _, Command.Status _, Command.Unsupported _ ->
                      java.util.stream.Stream.<Item>empty();
                })
        .anyMatch(item -> CUT.matcher(item.text()).matches());
  }

  private String status(Command.Status status, List<Message> heard) {
    Reference to = reference(status.msgRef(), status.cmdRef(), status.cmd(), heard);
    String challenge = status.chal().map(CommandLines::challenge).orElse("");
    String data = status.items().size() == 1 ? item(status.items().getFirst()) : "";
    return "Status "
        + Lines.word(status.code())
        + " for "
        + to.words()
        + to.attributes()
        + challenge
        + (data.contains("data=") ? data.substring(data.indexOf(" data=")) : "");
  }

  private static String challenge(Meta chal) {
    String scheme =
        chal.type()
            .flatMap(AuthScheme::ofType)
            .map(known -> known.name().toLowerCase(Locale.ROOT))
            .orElse("md5");
    return " chal="
        + scheme
        + chal.nextNonce().map(nonce -> Lines.attribute("nonce", nonce.utf8().strip())).orElse("");
  }

  private String results(Command.Results results, List<Message> heard) {
    MsgId message =
        results
            .msgRef()
            .orElseGet(() -> heard.isEmpty() ? MsgId.of(1) : heard.getLast().header().msgId());
    Reference to = reference(message, results.cmdRef(), "Get", heard);
    return "Results for "
        + to.words()
        + (results.msgRef().isEmpty() ? " msgref=none" : "")
        + meta(results.meta());
  }

  /// @param attributes the numbers as they were, where the command is not one of the last message
  private record Reference(String words, String attributes) {}

  private static Reference reference(MsgId message, CmdId id, String cmd, List<Message> heard) {
    boolean last = !heard.isEmpty() && heard.getLast().header().msgId().equals(message);
    if (id.equals(CmdId.HEADER) && last) return new Reference("SyncHdr", "");
    if (last) {
      int count = 0;
      for (Command command : commands(heard.getLast().commands())) {
        if (!command.name().equals(cmd)) continue;
        count++;
        if (command.cmdId().equals(id))
          return new Reference(count == 1 ? cmd : cmd + "#" + count, "");
      }
    }
    return new Reference(
        Lines.word(cmd),
        " msgref=" + Lines.word(message.text()) + " cmdref=" + Lines.word(id.text()));
  }

  private static List<Command> commands(List<Command> commands) {
    List<Command> flat = new ArrayList<>();
    for (Command command : commands) {
      flat.add(command);
      if (command instanceof Command.Group group) flat.addAll(commands(group.commands()));
    }
    return flat;
  }

  /// What the scripted side expects of a message of the peer.
  ///
  /// @param said the scripted side's messages so far
  List<String> expected(Message message, List<Message> said) {
    List<String> lines = new ArrayList<>();
    for (Command command : message.commands()) expected(command, said, "", lines);
    if (message.commands().stream()
        .allMatch(c -> c instanceof Command.Status || c instanceof Command.Results))
      lines.add("no commands");
    return lines;
  }

  private void expected(Command command, List<Message> said, String indent, List<String> lines) {
    switch (command) {
      case Command.Status status -> {
        Reference to = reference(status.msgRef(), status.cmdRef(), status.cmd(), said);
        // What was sent earlier than the last message cannot be named in an expectation.
        if (to.attributes().isEmpty())
          lines.add(indent + "Status " + Lines.word(status.code()) + " for " + to.words());
      }
      case Command.Results results ->
          results.items().stream()
              .findFirst()
              .ifPresent(item -> lines.add(indent + "Results" + address(item)));
      case Command.Alert alert ->
          lines.add(indent + "Alert " + Lines.word(alert.code().strip()) + type(alert));
      case Command.Exec exec ->
          lines.add(
              indent
                  + "Exec"
                  + address(exec.items())
                  + exec.correlator().map(c -> " correlator={" + name(c.text()) + "}").orElse(""));
      case Command.OnNodes nodes -> {
        lines.add(indent + command.name() + address(nodes.items()));
        nodes.items().stream()
            .skip(1)
            .forEach(item -> lines.add(indent + " " + " " + address(item).strip()));
      }
      case Command.Group group -> {
        lines.add(indent + command.name());
        for (Command within : group.commands()) expected(within, said, indent + "  ", lines);
      }
      case Command.Unsupported _ -> {}
    }
  }

  private String name(String correlator) {
    return correlators.computeIfAbsent(correlator, _ -> "correlator" + (correlators.size() + 1));
  }

  private static String type(Command.Alert alert) {
    return alert.items().stream()
        .findFirst()
        .flatMap(item -> item.meta().type())
        .map(type -> Lines.attribute("type", type))
        .orElse("");
  }

  private static String address(List<Item> items) {
    return items.isEmpty() ? "" : address(items.getFirst());
  }

  private static String address(Item item) {
    return item.targetUri()
        .or(item::sourceUri)
        .filter(uri -> !uri.isEmpty())
        .map(uri -> " " + Lines.word(uri))
        .orElse("");
  }
}
