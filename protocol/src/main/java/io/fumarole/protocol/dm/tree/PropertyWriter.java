package io.fumarole.protocol.dm.tree;

import static io.fumarole.protocol.syncml.StatusCode.ALREADY_EXISTS;
import static io.fumarole.protocol.syncml.StatusCode.COMMAND_FAILED;
import static io.fumarole.protocol.syncml.StatusCode.NOT_ALLOWED;
import static io.fumarole.protocol.syncml.StatusCode.NOT_FOUND;
import static io.fumarole.protocol.syncml.StatusCode.NOT_SUPPORTED;
import static io.fumarole.protocol.syncml.StatusCode.OK;
import static io.fumarole.protocol.syncml.StatusCode.PERMISSION_DENIED;
import static io.fumarole.protocol.syncml.StatusCode.TOO_LARGE;
import static io.fumarole.protocol.syncml.StatusCode.URI_TOO_LONG;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.List;
import java.util.Optional;

/// A server's Replace on a property. Spec: TND 7.7.
record PropertyWriter(ManagementTree tree, String serverId) {
  StatusCode write(DmUri uri, String query, String value) {
    Optional<TreeNode> node = tree.find(uri);
    if (node.isEmpty()) return NOT_FOUND;
    if (!PropertyName.isQuery(query)) return NOT_ALLOWED;
    Optional<PropertyName> property = PropertyName.ofQuery(query);
    if (property.isEmpty()) return NOT_SUPPORTED;
    return switch (property.get()) {
      case ACL -> acl(uri, node.get(), value);
      case NAME -> name(uri, node.get(), value);
      case TITLE -> title(uri, value);
      case TIME_STAMP -> NOT_SUPPORTED;
      case FORMAT, SIZE, TYPE, VERSION_NUMBER -> NOT_ALLOWED;
    };
  }

  /// Replace on an interior node lets a server change its ACL; for a leaf it takes Replace on the
  /// parent. Spec: TND 7.7.1.
  private StatusCode acl(DmUri uri, TreeNode node, String value) {
    DmUri governing = node.isInterior() ? uri : uri.parent();
    if (!tree.allows(governing, Access.REPLACE, serverId)) return PERMISSION_DENIED;
    Optional<Acl> acl = Acl.parse(value);
    if (acl.isEmpty()) return COMMAND_FAILED;
    if (uri.isRoot() && acl.get().isEmpty()) return NOT_ALLOWED;
    tree.update(uri, existing -> existing.withAcl(acl.get()));
    return OK;
  }

  private StatusCode name(DmUri uri, TreeNode node, String value) {
    if (!tree.allows(uri, Access.REPLACE, serverId)) return PERMISSION_DENIED;
    if (uri.isRoot() || node.permanent()) return NOT_ALLOWED;
    Optional<DmUri> renamed =
        DmUri.parse(value).filter(name -> name.segments().equals(List.of(value)));
    if (renamed.isEmpty()) return COMMAND_FAILED;
    if (!UriLimits.of(tree).allow(uri.parent().child(value))) return URI_TOO_LONG;
    if (value.equals(uri.name())) return OK;
    if (tree.find(uri.parent().child(value)).isPresent()) return ALREADY_EXISTS;
    tree.update(uri.parent(), parent -> parent.withRenamed(uri.name(), value));
    return OK;
  }

  private StatusCode title(DmUri uri, String value) {
    if (!tree.allows(uri, Access.REPLACE, serverId)) return PERMISSION_DENIED;
    if (Octets.utf8(value).length() > TreeLimits.TITLE_OCTETS) return TOO_LARGE;
    tree.update(uri, node -> node.withTitle(value));
    return OK;
  }
}
