package io.fumarole.protocol.dm.tree;

import static io.fumarole.protocol.syncml.StatusCode.ALREADY_EXISTS;
import static io.fumarole.protocol.syncml.StatusCode.DEVICE_FULL;
import static io.fumarole.protocol.syncml.StatusCode.FORBIDDEN;
import static io.fumarole.protocol.syncml.StatusCode.NOT_ALLOWED;
import static io.fumarole.protocol.syncml.StatusCode.NOT_FOUND;
import static io.fumarole.protocol.syncml.StatusCode.OK;
import static io.fumarole.protocol.syncml.StatusCode.PERMISSION_DENIED;
import static io.fumarole.protocol.syncml.StatusCode.TOO_LARGE;
import static io.fumarole.protocol.syncml.StatusCode.UNSUPPORTED_FORMAT;
import static io.fumarole.protocol.syncml.StatusCode.URI_TOO_LONG;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.Tnds;
import io.fumarole.protocol.dm.TndsNode;
import io.fumarole.protocol.dm.session.ManagedDevice.Outcome;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A device's management tree and what a server may do with it. Rights are checked against the
/// identifier of the authenticated server. The device itself uses [#put] and [#remove], which check
/// nothing. Spec: TND 5-7, syncml-dm 4 and 10.
///
/// A mutable holder of an immutable [TreeNode]: [#root] is a snapshot, [#restore] goes back to it.
/// One thread at a time.
public final class ManagementTree {
  private final TreeLimits limits;
  private TreeNode root;

  public ManagementTree(TreeNode root, TreeLimits limits) {
    this.limits = limits;
    this.root = checkedRoot(root);
  }

  /// An empty tree with the usual root.
  public ManagementTree() {
    this(
        TreeNode.interior(".", "").withAcl(Acl.ROOT_DEFAULT).withAccess(Access.ALL, true),
        TreeLimits.DEFAULT);
  }

  private static TreeNode checkedRoot(TreeNode root) {
    if (!root.isInterior()) throw new IllegalArgumentException("the root is an interior node");
    if (root.acl().isEmpty())
      throw new IllegalArgumentException("the root needs an ACL (TND 7.7.1)");
    return root;
  }

  public TreeNode root() {
    return root;
  }

  /// Goes back to a root that [#root] gave before.
  public void restore(TreeNode snapshot) {
    root = checkedRoot(snapshot);
  }

  public Optional<TreeNode> find(DmUri uri) {
    Optional<TreeNode> node = Optional.of(root);
    for (String segment : uri.segments()) node = node.flatMap(parent -> parent.child(segment));
    return node;
  }

  /// The device's own way to add or change a node: replaces what stands at `parent/node.name()`.
  public void put(DmUri parent, TreeNode node) {
    if (find(parent).filter(TreeNode::isInterior).isEmpty())
      throw new IllegalArgumentException("no interior node " + parent + " for " + node.name());
    update(parent, existing -> existing.withChild(node));
  }

  /// The device's own way to change the value of a leaf that exists.
  public void put(DmUri leaf, Octets value) {
    if (find(leaf).filter(node -> !node.isInterior()).isEmpty())
      throw new IllegalArgumentException("no leaf " + leaf);
    update(leaf, node -> node.withValue(value, node.type()));
  }

  /// The device's own way to remove a node, permanent or not; nothing happens when there is none.
  public void remove(DmUri uri) {
    if (!uri.isRoot()) update(uri.parent(), parent -> parent.withoutChild(uri.name()));
  }

  /// Reads a value, a child list, a property or a subtree.
  public Outcome get(String serverId, DmUri uri, Optional<String> query) {
    if (!UriLimits.of(this).allow(uri)) return Outcome.of(URI_TOO_LONG);
    return new TreeReader(this, serverId).read(uri, query);
  }

  /// Creates a node, with the interior nodes above it that are missing; a serialized tree brings
  /// the nodes below it too, all of them or none. Spec: DM-REP 6.6.1.
  public Outcome add(String serverId, DmUri uri, Meta meta, Optional<Data> data) {
    StatusCode may = mayAdd(serverId, uri);
    if (!may.equals(OK)) return Outcome.of(may);
    if (Tnds.isType(meta.type().orElse(""))) return Outcome.of(addTree(serverId, uri, data));
    Optional<NodeData> wanted = NodeData.of(meta, data);
    if (wanted.isEmpty()) return Outcome.of(UNSUPPORTED_FORMAT);
    Format format = wanted.get().format();
    Octets octets = wanted.get().octets();
    if (octets.length() > limits.valueOctets()) return Outcome.of(TOO_LARGE);
    if (format == Format.NODE) {
      if (octets.length() > 0) return Outcome.of(UNSUPPORTED_FORMAT);
      TreeNode node = TreeNode.interior(uri.name(), meta.type().orElse(""));
      graft(uri, node.withAcl(creatorAcl(serverId, uri)));
      return Outcome.of(OK);
    }
    if (!format.holds(octets)) return Outcome.of(UNSUPPORTED_FORMAT);
    String type = meta.type().orElse(TreeNode.PLAIN_TEXT);
    graft(uri, TreeNode.leaf(uri.name(), format, type, octets));
    return Outcome.of(OK);
  }

  /// The document has one node at its top: the one that is added.
  private StatusCode addTree(String serverId, DmUri uri, Optional<Data> data) {
    Optional<List<TndsNode>> nodes = data.flatMap(Tnds::read).filter(found -> found.size() == 1);
    if (nodes.isEmpty()) return UNSUPPORTED_FORMAT;
    int above = uri.segments().size() - nearestAncestor(uri).segments().size() - 1;
    int room = limits.nodes() - root.count() - above;
    return switch (new Subtree(limits, UriLimits.of(this), room)
        .make(uri, nodes.get().getFirst())) {
      case Subtree.Made.Refused(var status) -> status;
      case Subtree.Made.Node(var node) -> {
        boolean isOpen = node.isInterior() && node.acl().isEmpty();
        graft(uri, isOpen ? node.as(creatorAcl(serverId, uri), node.title()) : node);
        yield OK;
      }
    };
  }

  /// Whether the server may create this node: 200, or the refusal.
  public StatusCode mayAdd(String serverId, DmUri uri) {
    if (!UriLimits.of(this).allow(uri)) return URI_TOO_LONG;
    DmUri above = nearestAncestor(uri);
    if (!allows(above, Access.ADD, serverId)) return PERMISSION_DENIED;
    if (find(uri).isPresent()) return ALREADY_EXISTS;
    TreeNode parent = find(above).orElse(root);
    if (!parent.isInterior() || !parent.access().contains(Access.ADD)) return NOT_ALLOWED;
    int added = uri.segments().size() - above.segments().size();
    return root.count() + added > limits.nodes() ? DEVICE_FULL : OK;
  }

  private DmUri nearestAncestor(DmUri uri) {
    DmUri above = uri.parent();
    while (find(above).isEmpty()) above = above.parent();
    return above;
  }

  private void graft(DmUri uri, TreeNode node) {
    DmUri above = nearestAncestor(uri);
    TreeNode branch = node;
    DmUri at = uri.parent();
    while (!at.equals(above)) {
      branch = TreeNode.interior(at.name(), "").withChild(branch);
      at = at.parent();
    }
    TreeNode grafted = branch;
    update(above, parent -> parent.withChild(grafted));
  }

  /// A new node has an empty ACL, unless its creator could then not work on it: one without Replace
  /// on the parent gets Add, Delete and Replace besides what is inherited. Spec: TND 7.7.1.
  private Acl creatorAcl(String serverId, DmUri uri) {
    DmUri above = nearestAncestor(uri);
    if (allows(above, Access.REPLACE, serverId)) return Acl.NONE;
    return effectiveAcl(above).granting(serverId, Access.ADD, Access.DELETE, Access.REPLACE);
  }

  /// Gives a leaf or a property a new value; never creates. Spec: DM-REP 6.6.10.
  public Outcome replace(String serverId, DmUri uri, Optional<String> query, Meta meta, Data data) {
    if (query.isPresent()) {
      if (!UriLimits.of(this).allow(uri)) return Outcome.of(URI_TOO_LONG);
      return Outcome.of(new PropertyWriter(this, serverId).write(uri, query.get(), data.text()));
    }
    StatusCode may = mayReplace(serverId, uri);
    if (!may.equals(OK)) return Outcome.of(may);
    TreeNode leaf = find(uri).orElse(root);
    Optional<NodeData> wanted = NodeData.of(meta, Optional.of(data));
    if (wanted.isEmpty() || !leaf.format().holds(wanted.get().octets()))
      return Outcome.of(UNSUPPORTED_FORMAT);
    if (wanted.get().octets().length() > limits.valueOctets()) return Outcome.of(TOO_LARGE);
    update(uri, node -> node.withValue(wanted.get().octets(), meta.type().orElse(node.type())));
    return Outcome.of(OK);
  }

  /// Whether the server may give this leaf a new value: 200, or the refusal.
  public StatusCode mayReplace(String serverId, DmUri uri) {
    return may(serverId, uri, Access.REPLACE, true);
  }

  /// Removes a node with all below it. Spec: DM-REP 6.6.4.
  public Outcome delete(String serverId, DmUri uri) {
    StatusCode may = may(serverId, uri, Access.DELETE, false);
    if (!may.equals(OK)) return Outcome.of(may);
    if (uri.isRoot() || find(uri).orElse(root).permanent()) return Outcome.of(NOT_ALLOWED);
    remove(uri);
    return Outcome.of(OK);
  }

  /// Copies the value of a leaf to another leaf, or to a new one. Spec: DM-REP 6.6.3.
  public Outcome copy(String serverId, DmUri from, DmUri to) {
    StatusCode mayRead = may(serverId, from, Access.GET, true);
    if (!mayRead.equals(OK)) return Outcome.of(mayRead);
    TreeNode source = find(from).orElse(root);
    Optional<TreeNode> target = find(to);
    StatusCode may = target.isPresent() ? mayReplace(serverId, to) : mayAdd(serverId, to);
    if (!may.equals(OK)) return Outcome.of(may);
    if (target.isEmpty()) {
      graft(to, TreeNode.leaf(to.name(), source.format(), source.type(), source.value()));
    } else {
      if (!target.get().format().holds(source.value())) return Outcome.of(FORBIDDEN);
      update(to, node -> node.withValue(source.value(), source.type()));
    }
    return Outcome.of(OK);
  }

  /// Whether the server may run this node: 200, or the refusal.
  public StatusCode mayExec(String serverId, DmUri uri) {
    return may(serverId, uri, Access.EXEC, false);
  }

  private StatusCode may(String serverId, DmUri uri, Access access, boolean onLeaf) {
    if (!UriLimits.of(this).allow(uri)) return URI_TOO_LONG;
    Optional<TreeNode> node = find(uri);
    if (node.isEmpty()) return NOT_FOUND;
    if (!allows(uri, access, serverId)) return PERMISSION_DENIED;
    boolean fits = node.get().access().contains(access) && !(onLeaf && node.get().isInterior());
    return fits ? OK : NOT_ALLOWED;
  }

  /// Whether the ACL that holds for the node, its own or inherited, grants the command.
  public boolean allows(DmUri uri, Access access, String serverId) {
    return effectiveAcl(uri).allows(access, serverId);
  }

  private Acl effectiveAcl(DmUri uri) {
    Acl nearest = root.acl();
    Optional<TreeNode> node = Optional.of(root);
    for (String segment : uri.segments()) {
      node = node.flatMap(parent -> parent.child(segment));
      Acl own = node.map(TreeNode::acl).orElse(Acl.NONE);
      if (!own.isEmpty()) nearest = own;
    }
    return nearest;
  }

  /// Replaces the node at `uri` by what `change` makes of it; nothing happens when there is none.
  void update(DmUri uri, UnaryOperator<TreeNode> change) {
    root = updated(root, uri.segments(), change);
  }

  private static TreeNode updated(
      TreeNode node, List<String> path, UnaryOperator<TreeNode> change) {
    if (path.isEmpty()) return change.apply(node);
    return node.child(path.getFirst())
        .map(child -> node.withChild(updated(child, path.subList(1, path.size()), change)))
        .orElse(node);
  }
}
