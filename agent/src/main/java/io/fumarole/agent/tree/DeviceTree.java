package io.fumarole.agent.tree;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.AgentConfig.FumoNode;
import io.fumarole.protocol.dm.AppAuth;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DevDetail;
import io.fumarole.protocol.dm.DevInfo;
import io.fumarole.protocol.dm.DmAccount;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.bootstrap.DmProfile;
import io.fumarole.protocol.dm.tree.Access;
import io.fumarole.protocol.dm.tree.Acl;
import io.fumarole.protocol.dm.tree.Format;
import io.fumarole.protocol.dm.tree.ManagementTree;
import io.fumarole.protocol.dm.tree.NodeRecord;
import io.fumarole.protocol.dm.tree.NodeRecords;
import io.fumarole.protocol.dm.tree.TreeLimits;
import io.fumarole.protocol.dm.tree.TreeNode;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Octets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Builds the tree of a device: what its maker and its account fix, and beside that what servers
/// have left there.
final class DeviceTree {
  static final TreeLimits LIMITS = TreeLimits.DEFAULT;

  private static final DmUri ACCOUNT = DmUri.of("./DMAcc/1");

  /// Written by the server, and read by nobody; what is written does not stand in the tree.
  static final DmUri DEVICE_SECRET = DmUri.of("./DMAcc/1/AppAuth/1/AAuthSecret");

  static final DmUri SERVER_SECRET = DmUri.of("./DMAcc/1/AppAuth/2/AAuthSecret");
  static final DmUri INBOX = DmUri.of(DmProfile.INBOX);
  private static final String INBOX_TYPE = "urn:oma:mo:oma-dm-inbox:1.0";
  private static final String DEV_INFO_TYPE = "urn:oma:mo:oma-dm-devinfo:1.0";
  private static final String DEV_DETAIL_TYPE = "urn:oma:mo:oma-dm-devdetail:1.0";
  private static final String DM_VERSION = "1.2";
  private static final String TEXT = "text/plain";
  private static final Set<Access> GET = Set.of(Access.GET);

  private final ManagementTree tree;
  private final AgentConfig config;

  private DeviceTree(ManagementTree tree, AgentConfig config) {
    this.tree = tree;
    this.config = config;
  }

  /// @param kept the tree as it was saved; none for a new device
  static ManagementTree of(AgentConfig config, List<NodeRecord> kept, String runningVersion) {
    ManagementTree tree = kept.isEmpty() ? new ManagementTree() : NodeRecords.tree(kept, LIMITS);
    DeviceTree device = new DeviceTree(tree, config);
    device.fix(DevInfo.ROOT, DEV_INFO_TYPE, devInfo(config).values());
    device.fix(DevDetail.ROOT, DEV_DETAIL_TYPE, device.devDetail(runningVersion).values());
    device.inbox();
    if (config.server().url().isPresent()) device.account();
    if (config.fumo().present()) device.firmwareObject();
    return tree;
  }

  static DevInfo devInfo(AgentConfig config) {
    AgentConfig.Device device = config.device();
    return DevInfo.of(
        device.id(), device.manufacturer(), device.model(), DM_VERSION, device.language());
  }

  private DevDetail devDetail(String runningVersion) {
    AgentConfig.Device device = config.device();
    boolean largeObjects = config.limits().object() > config.limits().message();
    return new DevDetail(
        Optional.of(device.type()),
        Optional.of(device.manufacturer()),
        Optional.of(runningVersion),
        Optional.of(device.software()),
        Optional.of(device.hardware()),
        Optional.of(largeObjects),
        DevDetail.UriLimits.NONE,
        Map.of());
  }

  /// Whom the device talks to. Names can be read, secrets only be written; nonces are not in the
  /// tree.
  private void account() {
    AgentConfig.Server server = config.server();
    DmAccount account =
        DmAccount.of(
            server.id(),
            server.url().orElseThrow().toString(),
            server.device().scheme(),
            List.of(
                credential("1", AppAuth.Level.CLCRED, server.device()),
                credential("2", AppAuth.Level.SRVCRED, server.server())));
    fix(ACCOUNT, DmAccount.MO_TYPE, account.values(ACCOUNT));
    if (server.device().scheme() != AuthScheme.NONE) secret(DEVICE_SECRET);
    if (server.server().scheme() != AuthScheme.NONE) secret(SERVER_SECRET);
  }

  private void secret(DmUri uri) {
    if (tree.find(uri).isPresent()) return;
    Acl acl = Acl.parse("Replace=" + config.server().id()).orElseThrow();
    put(uri, Format.CHR, TEXT, acl, "", Set.of(Access.REPLACE));
  }

  /// Where a server may put objects. Only a bootstrap message does, which brings no session: so
  /// nobody reads here, or adds. Spec: notification 6, syncml-dm 11.
  private void inbox() {
    interior(INBOX, INBOX_TYPE, Set.of(Access.ADD), Acl.NONE);
  }

  private static AppAuth credential(String node, AppAuth.Level level, AgentConfig.Login login) {
    return new AppAuth(
        node,
        level,
        login.scheme().accountType(),
        Optional.of(login.account().name()),
        Optional.empty(),
        Optional.empty());
  }

  private void firmwareObject() {
    FumoNodes nodes = new FumoNodes(config.fumo().uri());
    Set<FumoNode> has = config.fumo().nodes();
    String server = config.server().id();
    Acl acl = Acl.parse("Get=*&Replace=" + server + "&Exec=" + server).orElseThrow();
    interior(nodes.root(), FumoNodes.TYPE, GET, acl);
    leaf(nodes.state(), Format.INT, Integer.toString(FumoState.IDLE.value()), GET);
    Set<Access> exec = Set.of(Access.GET, Access.EXEC);
    if (has.contains(FumoNode.DOWNLOAD)) withUrl(nodes, Operation.DOWNLOAD, exec);
    if (has.contains(FumoNode.DOWNLOAD_AND_UPDATE))
      withUrl(nodes, Operation.DOWNLOAD_AND_UPDATE, exec);
    if (has.contains(FumoNode.UPDATE))
      interior(nodes.operation(Operation.UPDATE), "", exec, Acl.NONE);
    if (has.contains(FumoNode.PKG_DATA))
      leaf(nodes.pkgData(), Format.BIN, "", Set.of(Access.REPLACE));
  }

  /// The State of an object that a server has added: it goes when the object goes.
  static TreeNode stateNode() {
    return new TreeNode(
        "State",
        Format.INT,
        TEXT,
        Acl.NONE,
        Octets.EMPTY,
        "",
        0,
        GET,
        false,
        new LinkedHashMap<>());
  }

  private void withUrl(FumoNodes nodes, Operation operation, Set<Access> exec) {
    interior(nodes.operation(operation), "", exec, Acl.NONE);
    leaf(nodes.pkgUrl(operation), Format.CHR, "", Set.of(Access.GET, Access.REPLACE));
  }

  /// Gives leaves that nobody but the device changes their values.
  private void fix(DmUri root, String type, Map<DmUri, String> values) {
    interior(root, type, GET, Acl.NONE);
    values.forEach(
        (uri, value) -> {
          boolean isThere = tree.find(uri).isPresent();
          if (!isThere) leaf(uri, formatOf(uri), value, GET);
          else if (!tree.find(uri).orElseThrow().value().utf8().equals(value))
            tree.put(uri, Octets.utf8(value));
        });
  }

  private static Format formatOf(DmUri uri) {
    return uri.equals(DevDetail.LRG_OBJ) ? Format.BOOL : Format.CHR;
  }

  /// Makes a permanent node, with those above it, if it is not there yet.
  private void interior(DmUri uri, String type, Set<Access> access, Acl acl) {
    if (tree.find(uri).isPresent()) return;
    if (!uri.parent().isRoot()) interior(uri.parent(), "", Access.ALL, Acl.NONE);
    put(uri, Format.NODE, type, acl, "", access);
  }

  private void leaf(DmUri uri, Format format, String value, Set<Access> access) {
    if (tree.find(uri).isPresent()) return;
    interior(uri.parent(), "", GET, Acl.NONE);
    String type = format == Format.BIN ? "application/octet-stream" : TEXT;
    put(uri, format, type, Acl.NONE, value, access);
  }

  private void put(
      DmUri uri, Format format, String type, Acl acl, String value, Set<Access> access) {
    tree.put(
        uri.parent(),
        new TreeNode(
            uri.name(),
            format,
            type,
            acl,
            Octets.utf8(value),
            "",
            0,
            access,
            true,
            new LinkedHashMap<>()));
  }
}
