package io.fumarole.protocol.dm.tree;

import static io.fumarole.protocol.syncml.StatusCode.NOT_ALLOWED;
import static io.fumarole.protocol.syncml.StatusCode.NOT_FOUND;
import static io.fumarole.protocol.syncml.StatusCode.NOT_SUPPORTED;
import static io.fumarole.protocol.syncml.StatusCode.OK;
import static io.fumarole.protocol.syncml.StatusCode.PERMISSION_DENIED;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.Tnds;
import io.fumarole.protocol.dm.session.ManagedDevice.Outcome;
import io.fumarole.protocol.dm.session.ManagedDevice.Value;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A server's Get. Spec: DM-REP 6.6.7, TND 6 and 7.7.
record TreeReader(ManagementTree tree, String serverId) {
  private static final String STRUCT = "list=Struct";
  private static final String STRUCT_DATA = "list=StructData";

  Outcome read(DmUri uri, Optional<String> query) {
    Optional<TreeNode> node = tree.find(uri);
    if (node.isEmpty()) return Outcome.of(NOT_FOUND);
    if (!tree.allows(uri, Access.GET, serverId)) return Outcome.of(PERMISSION_DENIED);
    if (query.isEmpty()) return value(uri, node.get());
    if (PropertyName.isQuery(query.get())) return property(uri, query.get(), node.get());
    if (TndsQuery.isQuery(query.get())) return serialized(uri, query.get(), node.get());
    return switch (query.get()) {
      case STRUCT -> subtree(uri, node.get(), false);
      case STRUCT_DATA -> subtree(uri, node.get(), true);
      default -> Outcome.of(NOT_SUPPORTED);
    };
  }

  private static Outcome value(DmUri uri, TreeNode node) {
    if (!node.access().contains(Access.GET)) return Outcome.of(NOT_ALLOWED);
    Data data =
        node.isInterior()
            ? Data.text(String.join("/", node.children().keySet()))
            : Data.octets(node.value());
    return found(new Value(uri.toString(), meta(node, false), Optional.of(data)));
  }

  /// Format and Type unless they are the default; in a structure Format always stands. Spec: DM-REP
  /// 6.6.7.
  private static Meta meta(TreeNode node, boolean alwaysFormat) {
    Meta meta = Meta.NONE;
    if (alwaysFormat || node.format() != Format.CHR) meta = meta.withFormat(node.format().text());
    boolean plain = node.type().isEmpty() || node.type().equals(TreeNode.PLAIN_TEXT);
    return plain ? meta : meta.withType(node.type());
  }

  private static Outcome property(DmUri uri, String query, TreeNode node) {
    return PropertyName.ofQuery(query)
        .flatMap(property -> property(property, node))
        .map(text -> new Value(uri + "?" + query, Meta.NONE, Optional.of(Data.text(text))))
        .map(TreeReader::found)
        .orElse(Outcome.of(NOT_SUPPORTED));
  }

  private static Optional<String> property(PropertyName property, TreeNode node) {
    return switch (property) {
      case ACL -> Optional.of(node.acl().toString());
      case FORMAT -> Optional.of(node.format().text());
      case NAME -> Optional.of(node.name());
      case SIZE ->
          node.isInterior()
              ? Optional.empty()
              : Optional.of(Integer.toString(node.value().length()));
      case TITLE -> Optional.of(node.title());
      case TIME_STAMP -> Optional.empty();
      case TYPE -> Optional.of(node.type());
      case VERSION_NUMBER -> Optional.of(Integer.toString(node.verNo()));
    };
  }

  /// The whole subtree in one document.
  private Outcome serialized(DmUri uri, String query, TreeNode node) {
    return TndsQuery.parse(query)
        .map(wanted -> wanted.write(uri, node, below -> tree.allows(below, Access.GET, serverId)))
        .map(top -> new Value(uri + "?" + query, Tnds.META, Optional.of(Tnds.write(top))))
        .map(TreeReader::found)
        .orElse(Outcome.of(NOT_SUPPORTED));
  }

  private Outcome subtree(DmUri uri, TreeNode node, boolean withData) {
    List<Value> values = new ArrayList<>();
    collect(uri, node, withData, values);
    return new Outcome(OK, values);
  }

  /// Below the addressed node, what this server may not read is left out.
  private void collect(DmUri uri, TreeNode node, boolean withData, List<Value> into) {
    boolean hasData = withData && !node.isInterior() && node.access().contains(Access.GET);
    Optional<Data> data = hasData ? Optional.of(Data.octets(node.value())) : Optional.empty();
    into.add(new Value(uri.toString(), meta(node, true), data));
    for (TreeNode child : node.children().values()) {
      DmUri below = uri.child(child.name());
      if (tree.allows(below, Access.GET, serverId)) collect(below, child, withData, into);
    }
  }

  private static Outcome found(Value value) {
    return new Outcome(OK, List.of(value));
  }
}
