package io.fumarole.scenario.play;

import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Items from rows: the command's own line may hold one, and each line of attributes below it holds
/// another.
final class Items {
  private static final Set<String> OF_ITEMS =
      Set.of("target", "source", "name", "data", "hex", "type", "format", "size", "mark", "more");

  private final Conversation at;

  /// Whether a free address is the Source, as in what a device sends.
  private final boolean fromClient;

  Items(Conversation at, boolean fromClient) {
    this.at = at;
    this.fromClient = fromClient;
  }

  /// @param address where the command's line says so without an attribute
  List<Item> of(Row row, Optional<String> address) {
    List<Item> items = new ArrayList<>();
    if (address.isPresent() || row.attributes().keySet().stream().anyMatch(OF_ITEMS::contains))
      items.add(item(row, address));
    for (Row below : row.below()) {
      if (isItem(below)) items.add(item(below, below.words().stream().findFirst()));
    }
    return items;
  }

  /// A line of attributes, or one that begins with an address, is an Item; others are commands.
  static boolean isItem(Row row) {
    return row.words().isEmpty() || row.keyword().startsWith(".");
  }

  private Item item(Row row, Optional<String> address) {
    Optional<String> target = value(row, "target");
    Optional<String> source = value(row, "source");
    Optional<String> free = address.map(text -> at.variables.fill(row, text));
    if (fromClient) source = source.or(() -> free);
    else target = target.or(() -> free);
    Optional<String> name = value(row, "name");
    boolean nameAtSource = source.isPresent();
    return new Item(
        target.map(uri -> new Location(uri, nameAtSource ? Optional.empty() : name)),
        source.map(uri -> new Location(uri, name)),
        Optional.empty(),
        Optional.empty(),
        meta(row),
        data(row),
        row.get("more").isPresent());
  }

  private Meta meta(Row row) {
    return new Meta(
        value(row, "format"),
        value(row, "type"),
        value(row, "mark"),
        value(row, "size"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private Optional<Data> data(Row row) {
    Optional<String> hex = value(row, "hex");
    if (hex.isPresent()) {
      try {
        return Optional.of(Data.octets(Octets.hex(hex.get())));
      } catch (IllegalArgumentException notHex) {
        throw at.mistake(row, "hex=" + hex.get() + " is not hexadecimal");
      }
    }
    return value(row, "data").map(Data::text);
  }

  private Optional<String> value(Row row, String attribute) {
    return row.get(attribute).map(text -> at.variables.fill(row, text));
  }
}
