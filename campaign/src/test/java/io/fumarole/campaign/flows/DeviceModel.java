package io.fumarole.campaign.flows;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.tree.Access;
import io.fumarole.protocol.dm.tree.Acl;
import io.fumarole.protocol.dm.tree.Format;
import io.fumarole.protocol.dm.tree.ManagementTree;
import io.fumarole.protocol.dm.tree.TreeNode;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.UpdateDialogue;
import io.fumarole.protocol.syncml.Octets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/// What a device has: the nodes of its firmware update object, and its sizes.
///
/// @param hasObject false: the server has to create it
/// @param lrgObj what `DevDetail/LrgObj` says; empty when there is none
/// @param maxMsgSize in octets
/// @param maxObjSize in octets as carried
record DeviceModel(
    boolean hasObject,
    Set<Part> parts,
    Optional<Boolean> lrgObj,
    long maxMsgSize,
    long maxObjSize) {
  static final DmUri OBJECT = DmUri.of("./FwUpdate/FwPkg1");
  static final DmUri VERSION = DmUri.of("./DevDetail/FwV");
  static final String OLD = "NW410-2.3.1";

  static final DeviceModel FULL =
      new DeviceModel(
          true,
          EnumSet.of(Part.DOWNLOAD, Part.UPDATE, Part.PKG_DATA, Part.DOWNLOAD_AND_UPDATE),
          Optional.of(true),
          16_384,
          1 << 20);

  DeviceModel {
    parts = Set.copyOf(parts);
  }

  DeviceModel without(Part part) {
    Set<Part> fewer = EnumSet.copyOf(parts);
    fewer.remove(part);
    return new DeviceModel(hasObject, fewer, lrgObj, maxMsgSize, maxObjSize);
  }

  DeviceModel withLargeObjects(boolean value) {
    return new DeviceModel(hasObject, parts, Optional.of(value), maxMsgSize, maxObjSize);
  }

  DeviceModel withSizes(long message, long object) {
    return new DeviceModel(hasObject, parts, lrgObj, message, object);
  }

  DeviceModel withoutObject() {
    return new DeviceModel(false, Set.of(), lrgObj, maxMsgSize, maxObjSize);
  }

  /// The tree of a device of this model as it leaves the factory.
  ManagementTree tree(String serverId) {
    var tree = new ManagementTree();
    tree.put(DmUri.ROOT, TreeNode.interior("DevDetail", "urn:oma:mo:oma-dm-devdetail:1.0"));
    leaf(tree, VERSION, Format.CHR, OLD);
    leaf(tree, DmUri.of("./DevDetail/SwV"), Format.CHR, "S7");
    leaf(tree, DmUri.of("./DevDetail/HwV"), Format.CHR, "H2");
    lrgObj.ifPresent(
        value -> leaf(tree, DmUri.of("./DevDetail/LrgObj"), Format.BOOL, value.toString()));
    tree.put(DmUri.ROOT, TreeNode.interior("FwUpdate", ""));
    if (hasObject) object(tree, serverId);
    return tree;
  }

  private void object(ManagementTree tree, String serverId) {
    Acl acl = Acl.parse("Get=*&Replace=" + serverId + "&Exec=" + serverId).orElseThrow();
    tree.put(
        OBJECT.parent(),
        interior(OBJECT.name(), UpdateDialogue.OBJECT_ID, acl, EnumSet.of(Access.GET)));
    leaf(tree, OBJECT.child("State"), Format.INT, "10");
    if (parts.contains(Part.DOWNLOAD)) withUrl(tree, Operation.DOWNLOAD);
    if (parts.contains(Part.DOWNLOAD_AND_UPDATE)) withUrl(tree, Operation.DOWNLOAD_AND_UPDATE);
    if (!parts.contains(Part.UPDATE)) return;
    tree.put(OBJECT, operation(Operation.UPDATE));
    if (parts.contains(Part.PKG_DATA))
      put(tree, OBJECT.child("Update").child("PkgData"), Format.BIN, "", Set.of(Access.REPLACE));
  }

  private static void withUrl(ManagementTree tree, Operation operation) {
    tree.put(OBJECT, operation(operation));
    DmUri url = OBJECT.child(operation.node()).child("PkgURL");
    put(tree, url, Format.CHR, "", EnumSet.of(Access.GET, Access.REPLACE));
  }

  private static TreeNode operation(Operation operation) {
    return interior(operation.node(), "", Acl.NONE, EnumSet.of(Access.GET, Access.EXEC));
  }

  private static TreeNode interior(String name, String type, Acl acl, Set<Access> access) {
    return new TreeNode(
        name, Format.NODE, type, acl, Octets.EMPTY, "", 0, access, true, new LinkedHashMap<>());
  }

  private static void leaf(ManagementTree tree, DmUri uri, Format format, String value) {
    put(tree, uri, format, value, EnumSet.of(Access.GET));
  }

  private static void put(
      ManagementTree tree, DmUri uri, Format format, String value, Set<Access> access) {
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
            access,
            true,
            new LinkedHashMap<>()));
  }
}
