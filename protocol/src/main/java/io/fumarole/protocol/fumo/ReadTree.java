package io.fumarole.protocol.fumo;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.Tnds;
import io.fumarole.protocol.dm.TndsNode;
import io.fumarole.protocol.dm.session.Fact;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes a serialized tree apart into what plain Gets of its nodes would have answered. Spec: TNDS,
/// syncml-dm 10.
final class ReadTree {
  /// What is asked for: no ACL, which can be longer than all the rest.
  static final String QUERY = "?list=TNDS+Format+Type+Value";

  private final Map<String, Fact.ValueRead> values = new LinkedHashMap<>();

  private ReadTree() {}

  /// By address, in the order of the document; empty when the answer is no such document.
  ///
  /// @param asked the node whose tree was asked for
  static Optional<Map<String, Fact.ValueRead>> of(DmUri asked, Fact.ValueRead answer) {
    Optional<List<TndsNode>> nodes = Tnds.read(answer.data());
    if (nodes.isEmpty()) return Optional.empty();
    var tree = new ReadTree();
    for (TndsNode top : nodes.get()) place(asked, top).ifPresent(uri -> tree.add(uri, top, answer));
    return tree.values.isEmpty() ? Optional.empty() : Optional.of(tree.values);
  }

  /// Where a document's top node stands: mostly it is the one that was asked for, under its name or
  /// none; else the document says so, or lists what is below.
  private static Optional<DmUri> place(DmUri asked, TndsNode top) {
    if (top.name().isEmpty() || top.name().equals(asked.name())) return Optional.of(asked);
    Optional<DmUri> above = top.path().flatMap(DmUri::parse);
    return below(above.orElse(asked), top.name());
  }

  /// A name that is none has no place: the node and all below it are left out.
  private static Optional<DmUri> below(DmUri above, String name) {
    return DmUri.parse(above.isRoot() ? "./" + name : above + "/" + name)
        .filter(uri -> uri.segments().size() == above.segments().size() + 1);
  }

  private void add(DmUri uri, TndsNode node, Fact.ValueRead answer) {
    String children = String.join("/", node.children().stream().map(TndsNode::name).toList());
    Optional<Octets> value = node.isInterior() ? Optional.of(Octets.utf8(children)) : node.value();
    value.ifPresent(
        octets ->
            values.putIfAbsent(
                uri.toString(),
                new Fact.ValueRead(
                    answer.task(),
                    answer.order(),
                    uri.toString(),
                    Meta.of(node.format(), node.type()),
                    Data.octets(octets))));
    for (TndsNode child : node.children())
      below(uri, child.name()).ifPresent(at -> add(at, child, answer));
  }
}
