package io.fumarole.protocol.dm.tree;

import io.fumarole.protocol.syncml.Octets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// A node of the management tree with all below it; immutable, so that a whole tree is kept for an
/// Atomic by keeping its root. Spec: TND 7.
///
/// @param format never [Format#B64]: that is how binary travels
/// @param type MIME type of a leaf, management object identifier of an interior node; empty for
///   none
/// @param value decoded octets; empty for interior nodes
/// @param title empty for none
/// @param verNo counts changes, 16 bits wide
/// @param access the commands that the node allows at all, whatever the ACL says
/// @param permanent part of the device: never added, renamed or deleted by itself
/// @param children in the order in which they were added
public record TreeNode(
    String name,
    Format format,
    String type,
    Acl acl,
    Octets value,
    String title,
    int verNo,
    Set<Access> access,
    boolean permanent,
    SequencedMap<String, TreeNode> children) {
  static final String PLAIN_TEXT = "text/plain";

  public TreeNode {
    access = Set.copyOf(access);
    children = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(children));
    if (format == Format.B64) throw new IllegalArgumentException(name + ": a node is bin, not b64");
    if (format != Format.NODE && !children.isEmpty())
      throw new IllegalArgumentException(name + ": a leaf has no children");
  }

  public static TreeNode interior(String name, String type) {
    return interior(name, type, new LinkedHashMap<>());
  }

  static TreeNode interior(String name, String type, SequencedMap<String, TreeNode> children) {
    return new TreeNode(
        name, Format.NODE, type, Acl.NONE, Octets.EMPTY, "", 0, Access.ALL, false, children);
  }

  public static TreeNode leaf(String name, Format format, String type, Octets value) {
    return new TreeNode(
        name, format, type, Acl.NONE, value, "", 0, Access.ALL, false, new LinkedHashMap<>());
  }

  public boolean isInterior() {
    return format == Format.NODE;
  }

  public Optional<TreeNode> child(String childName) {
    return Optional.ofNullable(children.get(childName));
  }

  /// This node and all below it.
  int count() {
    return 1 + children.values().stream().mapToInt(TreeNode::count).sum();
  }

  TreeNode withAcl(Acl other) {
    return changed(name, type, other, value, title);
  }

  TreeNode withValue(Octets other, String otherType) {
    return changed(name, otherType, acl, other, title);
  }

  TreeNode withTitle(String other) {
    return changed(name, type, acl, value, other);
  }

  TreeNode withName(String other) {
    return changed(other, type, acl, value, title);
  }

  private TreeNode changed(String name, String type, Acl acl, Octets value, String title) {
    int next = (verNo + 1) & 0xFFFF;
    return new TreeNode(name, format, type, acl, value, title, next, access, permanent, children);
  }

  /// A new node as its creator describes it: that is no change.
  TreeNode as(Acl newAcl, String newTitle) {
    return new TreeNode(
        name, format, type, newAcl, value, newTitle, verNo, access, permanent, children);
  }

  TreeNode withAccess(Set<Access> other, boolean isPermanent) {
    return new TreeNode(name, format, type, acl, value, title, verNo, other, isPermanent, children);
  }

  /// With the child in place of the one that has its name, or as the last.
  TreeNode withChild(TreeNode child) {
    var more = new LinkedHashMap<>(children);
    more.put(child.name, child);
    return withChildren(more);
  }

  TreeNode withoutChild(String childName) {
    var fewer = new LinkedHashMap<>(children);
    fewer.remove(childName);
    return withChildren(fewer);
  }

  /// With a child under another name, at the same place.
  TreeNode withRenamed(String from, String to) {
    var renamed = new LinkedHashMap<String, TreeNode>();
    children.forEach(
        (key, child) -> {
          TreeNode kept = key.equals(from) ? child.withName(to) : child;
          renamed.put(kept.name, kept);
        });
    return withChildren(renamed);
  }

  private TreeNode withChildren(SequencedMap<String, TreeNode> other) {
    return new TreeNode(name, format, type, acl, value, title, verNo, access, permanent, other);
  }
}
