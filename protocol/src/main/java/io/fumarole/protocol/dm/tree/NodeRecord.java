package io.fumarole.protocol.dm.tree;

import java.util.List;

/// A node in plain text, for storing a tree; parents stand before their children.
///
/// @param uri such as `./DevDetail/FwV`; the root is `.`
/// @param format as on the wire; `node` for interior nodes
/// @param type MIME type, or the identifier of the management object; empty for none
/// @param acl the written form; empty inherits
/// @param value text, or base64 when the format is `bin`; empty for interior nodes
/// @param title empty for none
/// @param access the commands that the node allows, as on the wire
public record NodeRecord(
    String uri,
    String format,
    String type,
    String acl,
    String value,
    String title,
    int verNo,
    List<String> access,
    boolean permanent) {
  public NodeRecord {
    access = List.copyOf(access);
  }
}
