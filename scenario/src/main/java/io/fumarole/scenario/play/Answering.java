package io.fumarole.scenario.play;

import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the scripted device answers by itself: it reads out the nodes that the scenario gives it,
/// and accepts everything else.
final class Answering {
  private static final String TYPE = "?prop=Type";

  private final Map<String, Scenario.Leaf> nodes;

  Answering(Map<String, Scenario.Leaf> leaves) {
    Map<String, Scenario.Leaf> all = new LinkedHashMap<>();
    Map<String, Set<String>> children = new LinkedHashMap<>();
    leaves.keySet().stream()
        .sorted()
        .forEach(
            uri -> {
              String at = uri;
              int slash = at.lastIndexOf('/');
              while (slash > 0) {
                String parent = at.substring(0, slash);
                children
                    .computeIfAbsent(parent, _ -> new LinkedHashSet<>())
                    .add(at.substring(slash + 1));
                at = parent;
                slash = at.lastIndexOf('/');
              }
            });
    all.putAll(leaves);
    children.forEach(
        (uri, names) -> {
          Scenario.Leaf own = leaves.getOrDefault(uri, new Scenario.Leaf("", "node", ""));
          all.put(uri, new Scenario.Leaf(String.join("/", names), "node", own.type()));
        });
    this.nodes = Map.copyOf(all);
  }

  int status(Command command) {
    return switch (command) {
      case Command.Get get ->
          get.items().stream().allMatch(item -> value(item).isPresent()) ? 200 : 404;
      case Command.Exec _ -> 202;
      case Command.Add add -> stored(add);
      case Command.Replace replace -> stored(replace);
      case Command.Delete _,
          Command.Copy _,
          Command.Alert _,
          Command.Atomic _,
          Command.Sequence _,
          Command.Results _,
          Command.Status _ ->
          200;
      case Command.Unsupported _ -> 406;
    };
  }

  /// A chunk of a large object is taken for later. Spec: syncml-dm 6.
  private static int stored(Command.OnNodes command) {
    return command.items().stream().anyMatch(Item::moreData) ? 213 : 200;
  }

  /// The Item that answers one of a Get; empty when there is no such node.
  Optional<Item> value(Item asked) {
    String uri = asked.targetUri().orElse("");
    if (uri.endsWith(TYPE)) {
      return Optional.ofNullable(nodes.get(uri.substring(0, uri.length() - TYPE.length())))
          .filter(leaf -> !leaf.type().isEmpty())
          .map(leaf -> Item.source(uri, Meta.format("chr"), Data.text(leaf.type())));
    }
    return Optional.ofNullable(nodes.get(uri)).map(leaf -> item(uri, leaf));
  }

  private static Item item(String uri, Scenario.Leaf leaf) {
    Meta meta = Meta.format(leaf.format());
    return Item.source(
        uri, leaf.type().isEmpty() ? meta : meta.withType(leaf.type()), Data.text(leaf.value()));
  }
}
