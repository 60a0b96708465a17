package io.fumarole.protocol.explain;

import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Items of commands in words: address, what Meta says beyond the defaults, value.
final class Items {
  private Items() {}

  /// A line per Item; the command's name stands before the only one, or above several.
  static List<Line> lines(int indent, String head, Command command, Meta outer, List<Item> items) {
    if (items.size() == 1)
      return List.of(line(indent, head + " ", command, outer, items.getFirst()));
    List<Line> lines = new ArrayList<>();
    lines.add(Line.plain(indent, head + ", " + items.size() + " items"));
    for (Item item : items) lines.add(line(indent + 1, "", command, outer, item));
    return lines;
  }

  private static Line line(int indent, String head, Command command, Meta outer, Item item) {
    String text = head + text(item, item.meta().orElse(outer));
    return new Line(indent, text, note(command, item), false);
  }

  private static Optional<String> note(Command command, Item item) {
    String uri = uri(item);
    if (item.moreData())
      return Optional.of(
          Meanings.ofNewValue(uri).map(words -> words + "; ").orElse("")
              + "it goes on in the next message");
    return switch (command) {
      case Command.Exec _ -> Meanings.ofExec(uri);
      case Command.Get _ -> Meanings.ofQuery(uri);
      case Command.Add _, Command.Replace _ -> Meanings.ofNewValue(uri);
      case Command.Results _ -> Meanings.ofValue(uri, item.text());
      case Command.Delete _,
          Command.Copy _,
          Command.Alert _,
          Command.Status _,
          Command.Atomic _,
          Command.Sequence _,
          Command.Unsupported _ ->
          Optional.empty();
    };
  }

  static String text(Item item, Meta meta) {
    var text = new StringBuilder(address(item));
    String about = about(meta);
    if (!about.isEmpty())
      text.append(text.isEmpty() ? "" : " ").append("[").append(about).append("]");
    item.data()
        .filter(
            data -> !(isEmpty(data) && item.targetUri().isEmpty() && item.sourceUri().isEmpty()))
        .ifPresent(
            data -> text.append(text.isEmpty() ? "" : " = ").append(Shown.value(uri(item), data)));
    return text.isEmpty() ? "(nothing)" : text.toString();
  }

  private static boolean isEmpty(Data data) {
    return data instanceof Data.Value(var octets) && octets.length() == 0;
  }

  private static String address(Item item) {
    Optional<String> target = item.targetUri().or(item::targetParent);
    Optional<String> source = item.sourceUri().or(item::sourceParent);
    if (target.isPresent() && source.isPresent())
      return Shown.name(source.get()) + " → " + Shown.name(target.get());
    return target.or(() -> source).map(Shown::name).orElse("");
  }

  /// The node that the Item is about.
  static String uri(Item item) {
    return item.targetUri().or(item::sourceUri).orElse("");
  }

  /// Meta without what goes without saying.
  private static String about(Meta meta) {
    List<String> parts = new ArrayList<>();
    meta.format().filter(format -> !format.equals("chr")).map(Shown::name).ifPresent(parts::add);
    meta.type().filter(type -> !type.equals("text/plain")).map(Shown::name).ifPresent(parts::add);
    meta.mark().map(Shown::name).ifPresent(parts::add);
    meta.size().map(size -> Shown.number(size) + " octets in all").ifPresent(parts::add);
    return String.join(", ", parts);
  }
}
