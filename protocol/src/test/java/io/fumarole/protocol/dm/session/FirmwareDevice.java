package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.tree.Access;
import io.fumarole.protocol.dm.tree.Acl;
import io.fumarole.protocol.dm.tree.Format;
import io.fumarole.protocol.dm.tree.ManagementTree;
import io.fumarole.protocol.dm.tree.TreeDevice;
import io.fumarole.protocol.dm.tree.TreeLimits;
import io.fumarole.protocol.dm.tree.TreeNode;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// The device of the worked examples: DevDetail, one firmware object, operations that are accepted
/// for later, and a user with one opinion.
class FirmwareDevice extends TreeDevice {
  static final DmUri PACKAGE = DmUri.of("./FwUpdate/FwPkg1");
  static final DmUri PACKAGE_DATA = DmUri.of("./FwUpdate/FwPkg1/Update/PkgData");

  final List<String> executed = new ArrayList<>();
  final List<Interaction> asked = new ArrayList<>();
  StatusCode userSays = StatusCode.OK;
  List<String> userAnswers = List.of();
  boolean canRollBack = true;

  FirmwareDevice() {
    super(plant(), TreeLimits.DEFAULT);
  }

  private static ManagementTree plant() {
    TreeNode detail =
        interior("DevDetail")
            .with(leaf("FwV", Format.CHR, "NW410-2.3.1"))
            .with(leaf("HwV", Format.CHR, "B2"))
            .with(leaf("LrgObj", Format.BOOL, "true"))
            .node();
    TreeNode data = TreeNode.leaf("PkgData", Format.BIN, "application/octet-stream", Octets.EMPTY);
    var tree = new ManagementTree(root(), TreeLimits.DEFAULT);
    tree.put(DmUri.ROOT, detail);
    tree.put(DmUri.ROOT, interior("FwUpdate").node());
    tree.put(DmUri.of("./FwUpdate"), TreeNode.interior("FwPkg1", "urn:oma:mo:oma-fumo:1.0"));
    tree.put(PACKAGE, leaf("PkgName", Format.CHR, ""));
    for (String operation : List.of("Download", "DownloadAndUpdate"))
      tree.put(PACKAGE, interior(operation).with(leaf("PkgURL", Format.CHR, "")).node());
    tree.put(PACKAGE, interior("Update").with(data).node());
    tree.put(PACKAGE, leaf("State", Format.INT, "10"));
    return tree;
  }

  private static TreeNode root() {
    Acl everything = Acl.parse("Add=*&Get=*&Delete=*&Replace=*&Exec=*").orElseThrow();
    return new TreeNode(
        ".",
        Format.NODE,
        "",
        everything,
        Octets.EMPTY,
        "",
        0,
        Access.ALL,
        true,
        new LinkedHashMap<>());
  }

  private record Planting(TreeNode node) {
    Planting with(TreeNode child) {
      var children = new LinkedHashMap<>(node.children());
      children.put(child.name(), child);
      return new Planting(
          new TreeNode(
              node.name(),
              node.format(),
              node.type(),
              node.acl(),
              node.value(),
              node.title(),
              0,
              Access.ALL,
              false,
              children));
    }
  }

  private static Planting interior(String name) {
    return new Planting(TreeNode.interior(name, ""));
  }

  private static TreeNode leaf(String name, Format format, String value) {
    return TreeNode.leaf(name, format, "text/plain", Octets.utf8(value));
  }

  /// What the update makes of the device, between two sessions.
  void update() {
    tree().put(PACKAGE.child("State"), Octets.utf8("100"));
    tree().put(DmUri.of("./DevDetail/FwV"), Octets.utf8("NW410-2.4.0"));
  }

  String text(String uri) {
    return tree().find(DmUri.of(uri)).orElseThrow().value().utf8();
  }

  @Override
  public Outcome exec(
      String serverId, DmUri uri, Optional<Correlator> correlator, Optional<Data> data) {
    StatusCode may = tree().mayExec(serverId, uri);
    if (!may.equals(StatusCode.OK)) return Outcome.of(may);
    executed.add(uri + " " + correlator.map(Correlator::text).orElse("-"));
    return Outcome.of(StatusCode.ACCEPTED);
  }

  @Override
  public Interaction.Reply interact(Interaction interaction) {
    asked.add(interaction);
    return new Interaction.Reply(userSays, userAnswers);
  }

  @Override
  public boolean rollBackAtomic() {
    return super.rollBackAtomic() && canRollBack;
  }
}
