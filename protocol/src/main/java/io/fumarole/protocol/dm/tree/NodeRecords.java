package io.fumarole.protocol.dm.tree;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes a tree as a list of [NodeRecord] and reads it back.
public final class NodeRecords {
  private NodeRecords() {}

  /// All nodes, parents before children.
  public static List<NodeRecord> of(ManagementTree tree) {
    List<NodeRecord> records = new ArrayList<>();
    collect(DmUri.ROOT, tree.root(), records);
    return records;
  }

  private static void collect(DmUri uri, TreeNode node, List<NodeRecord> into) {
    into.add(record(uri, node));
    node.children().values().forEach(child -> collect(uri.child(child.name()), child, into));
  }

  private static NodeRecord record(DmUri uri, TreeNode node) {
    List<String> access =
        Arrays.stream(Access.values()).filter(node.access()::contains).map(Access::text).toList();
    String value =
        node.format() == Format.BIN
            ? Base64.getEncoder().encodeToString(node.value().toByteArray())
            : node.value().utf8();
    return new NodeRecord(
        uri.toString(),
        node.format().text(),
        node.type(),
        node.acl().toString(),
        value,
        node.title(),
        node.verNo(),
        access,
        node.permanent());
  }

  /// The tree that the records describe.
  ///
  /// @throws IllegalArgumentException naming the first record that is wrong
  public static ManagementTree tree(List<NodeRecord> records, TreeLimits limits) {
    if (records.isEmpty() || !records.getFirst().uri().equals("."))
      throw new IllegalArgumentException("the first record of a tree is its root, \".\"");
    if (records.size() > limits.nodes())
      throw new IllegalArgumentException(
          records.size() + " nodes are more than the limit of " + limits.nodes());
    ManagementTree tree = new ManagementTree(node(records.getFirst()), limits);
    for (NodeRecord record : records.subList(1, records.size()))
      tree.put(DmUri.of(record.uri()).parent(), node(record));
    return tree;
  }

  private static TreeNode node(NodeRecord record) {
    Format format = Format.of(record.format()).orElseThrow(() -> wrong(record, "format"));
    Acl acl = Acl.parse(record.acl()).orElseThrow(() -> wrong(record, "ACL"));
    Octets value =
        format == Format.BIN
            ? Octets.wrap(Base64.getDecoder().decode(record.value()))
            : Octets.utf8(record.value());
    return new TreeNode(
        DmUri.of(record.uri()).name(),
        format,
        record.type(),
        acl,
        value,
        record.title(),
        record.verNo(),
        access(record),
        record.permanent(),
        new LinkedHashMap<>());
  }

  private static Set<Access> access(NodeRecord record) {
    return record.access().stream()
        .map(text -> Access.of(text).orElseThrow(() -> wrong(record, "access")))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static IllegalArgumentException wrong(NodeRecord record, String part) {
    return new IllegalArgumentException(record.uri() + ": the " + part + " is none: " + record);
  }
}
