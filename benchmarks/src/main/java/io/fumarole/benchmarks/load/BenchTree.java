package io.fumarole.benchmarks.load;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.tree.Access;
import io.fumarole.protocol.dm.tree.Acl;
import io.fumarole.protocol.dm.tree.Format;
import io.fumarole.protocol.dm.tree.ManagementTree;
import io.fumarole.protocol.dm.tree.TreeDevice;
import io.fumarole.protocol.dm.tree.TreeLimits;
import io.fumarole.protocol.dm.tree.TreeNode;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.UpdateDialogue;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/// The tree of a [BenchDevice]: a whole firmware update object whose operations are only noted, and
/// whose packages are only counted.
final class BenchTree extends TreeDevice {
  static final DmUri OBJECT = DmUri.of("./FwUpdate/FwPkg1");
  private static final DmUri VERSION = DmUri.of("./DevDetail/FwV");
  private static final DmUri STATE = OBJECT.child("State");
  private static final DmUri PACKAGE = OBJECT.child("Update").child("PkgData");

  private Optional<Ordered> ordered = Optional.empty();

  /// What the server wants done.
  record Ordered(Operation operation, String url, Optional<Correlator> correlator) {}

  BenchTree(String serverId, String version) {
    super(tree(serverId, version), TreeLimits.DEFAULT);
  }

  Optional<Ordered> takeOrdered() {
    Optional<Ordered> taken = ordered;
    ordered = Optional.empty();
    return taken;
  }

  void become(String version, FumoState state) {
    tree().put(VERSION, Octets.utf8(version));
    tree().put(STATE, Octets.utf8("" + state.value()));
  }

  @Override
  public Outcome exec(String server, DmUri uri, Optional<Correlator> given, Optional<Data> data) {
    for (Operation operation : Operation.values()) {
      if (!uri.equals(OBJECT.child(operation.node()))) continue;
      String url = tree().find(uri.child("PkgURL")).map(node -> node.value().utf8()).orElse("");
      ordered = Optional.of(new Ordered(operation, url, given));
      return Outcome.of(StatusCode.ACCEPTED);
    }
    return super.exec(server, uri, given, data);
  }

  @Override
  public StatusCode mayReceive(String server, DmUri uri, Meta meta, long size, boolean isAdd) {
    return uri.equals(PACKAGE) ? StatusCode.OK : super.mayReceive(server, uri, meta, size, isAdd);
  }

  @Override
  public void receive(DmUri uri, long offset, byte[] octets) {
    if (!uri.equals(PACKAGE)) super.receive(uri, offset, octets);
  }

  @Override
  public Outcome received(String server, DmUri uri, Meta meta, long octets, boolean isAdd) {
    if (!uri.equals(PACKAGE)) return super.received(server, uri, meta, octets, isAdd);
    tree().put(STATE, Octets.utf8("" + FumoState.READY_TO_UPDATE.value()));
    return Outcome.of(StatusCode.OK);
  }

  private static ManagementTree tree(String serverId, String version) {
    var tree = new ManagementTree();
    tree.put(DmUri.ROOT, TreeNode.interior("DevDetail", "urn:oma:mo:oma-dm-devdetail:1.0"));
    leaf(tree, VERSION, Format.CHR, version);
    leaf(tree, DmUri.of("./DevDetail/SwV"), Format.CHR, "S7");
    leaf(tree, DmUri.of("./DevDetail/HwV"), Format.CHR, "H2");
    leaf(tree, DmUri.of("./DevDetail/LrgObj"), Format.BOOL, "true");
    tree.put(DmUri.ROOT, TreeNode.interior("FwUpdate", ""));
    Acl acl = Acl.parse("Get=*&Replace=" + serverId + "&Exec=" + serverId).orElseThrow();
    tree.put(OBJECT.parent(), interior(OBJECT.name(), UpdateDialogue.OBJECT_ID, acl));
    leaf(tree, STATE, Format.INT, "" + FumoState.IDLE.value());
    for (Operation operation : Operation.values()) {
      tree.put(OBJECT, interior(operation.node(), "", Acl.NONE));
      if (operation != Operation.UPDATE)
        leaf(tree, OBJECT.child(operation.node()).child("PkgURL"), Format.CHR, "");
    }
    leaf(tree, PACKAGE, Format.BIN, "");
    return tree;
  }

  private static TreeNode interior(String name, String type, Acl acl) {
    Set<Access> access = EnumSet.of(Access.GET, Access.EXEC);
    return new TreeNode(
        name, Format.NODE, type, acl, Octets.EMPTY, "", 0, access, true, new LinkedHashMap<>());
  }

  private static void leaf(ManagementTree tree, DmUri uri, Format format, String value) {
    tree.put(
        uri.parent(),
        new TreeNode(
            uri.name(),
            format,
            format == Format.BIN ? "application/octet-stream" : "text/plain",
            Acl.NONE,
            Octets.utf8(value),
            "",
            0,
            EnumSet.of(Access.GET, Access.REPLACE),
            true,
            new LinkedHashMap<>()));
  }
}
