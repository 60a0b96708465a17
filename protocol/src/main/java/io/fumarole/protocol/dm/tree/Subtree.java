package io.fumarole.protocol.dm.tree;

import static io.fumarole.protocol.syncml.StatusCode.ALREADY_EXISTS;
import static io.fumarole.protocol.syncml.StatusCode.DEVICE_FULL;
import static io.fumarole.protocol.syncml.StatusCode.TOO_LARGE;
import static io.fumarole.protocol.syncml.StatusCode.UNSUPPORTED_FORMAT;
import static io.fumarole.protocol.syncml.StatusCode.URI_TOO_LONG;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.TndsNode;
import io.fumarole.protocol.dm.TndsNode.Property;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Makes nodes of a serialized tree that a server adds. All of it is looked at before any of it
/// counts. Spec: syncml-dm 4, 10.
final class Subtree {
  private final TreeLimits limits;
  private final UriLimits uriLimits;
  private int room;

  /// @param room how many nodes the tree can still take
  Subtree(TreeLimits limits, UriLimits uriLimits, int room) {
    this.limits = limits;
    this.uriLimits = uriLimits;
    this.room = room;
  }

  /// The new nodes, or why there are none.
  sealed interface Made {
    record Node(TreeNode node) implements Made {}

    record Refused(StatusCode status) implements Made {}
  }

  /// @param uri where the node is to be, which names it: what the document calls it does not count
  Made make(DmUri uri, TndsNode from) {
    if (!uriLimits.allow(uri)) return new Made.Refused(URI_TOO_LONG);
    if (--room < 0) return new Made.Refused(DEVICE_FULL);
    Optional<Format> format = Format.of(from.format());
    Optional<Acl> acl = Acl.parse(from.property(Property.ACL).orElse(""));
    String title = from.property(Property.TITLE).orElse("");
    if (format.isEmpty() || acl.isEmpty()) return new Made.Refused(UNSUPPORTED_FORMAT);
    if (Octets.utf8(title).length() > TreeLimits.TITLE_OCTETS) return new Made.Refused(TOO_LARGE);
    Made made =
        format.get() == Format.NODE ? interior(uri, from) : leaf(uri.name(), format.get(), from);
    return switch (made) {
      case Made.Refused refused -> refused;
      case Made.Node(var node) -> new Made.Node(node.as(acl.get(), title));
    };
  }

  private Made interior(DmUri uri, TndsNode from) {
    if (from.value().filter(value -> value.length() > 0).isPresent())
      return new Made.Refused(UNSUPPORTED_FORMAT);
    SequencedMap<String, TreeNode> children = new LinkedHashMap<>();
    for (TndsNode below : from.children()) {
      String name = below.name();
      if (DmUri.parse(name).filter(u -> u.segments().size() == 1).isEmpty())
        return new Made.Refused(UNSUPPORTED_FORMAT);
      switch (make(uri.child(name), below)) {
        case Made.Refused refused -> {
          return refused;
        }
        case Made.Node(var node) -> {
          if (children.put(name, node) != null) return new Made.Refused(ALREADY_EXISTS);
        }
      }
    }
    return new Made.Node(TreeNode.interior(uri.name(), from.type(), children));
  }

  private Made leaf(String name, Format format, TndsNode from) {
    Octets value = from.value().orElse(Octets.EMPTY);
    if (!from.children().isEmpty() || !format.holds(value))
      return new Made.Refused(UNSUPPORTED_FORMAT);
    if (value.length() > limits.valueOctets()) return new Made.Refused(TOO_LARGE);
    String type = from.property(Property.TYPE).orElse(TreeNode.PLAIN_TEXT);
    return new Made.Node(TreeNode.leaf(name, format, type, value));
  }
}
