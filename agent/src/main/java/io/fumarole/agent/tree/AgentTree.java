package io.fumarole.agent.tree;

import io.fumarole.agent.account.ChangedAccount;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.AgentConfig.FumoNode;
import io.fumarole.agent.disk.DeviceState;
import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.NewSecrets;
import io.fumarole.agent.disk.Order;
import io.fumarole.agent.disk.StateStore;
import io.fumarole.agent.update.PackageFiles;
import io.fumarole.agent.user.User;
import io.fumarole.protocol.dm.DevInfo;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.dm.tree.Access;
import io.fumarole.protocol.dm.tree.Acl;
import io.fumarole.protocol.dm.tree.Format;
import io.fumarole.protocol.dm.tree.NodeRecords;
import io.fumarole.protocol.dm.tree.TreeDevice;
import io.fumarole.protocol.dm.tree.TreeNode;
import io.fumarole.protocol.fumo.FumoEvent;
import io.fumarole.protocol.fumo.FumoMachine;
import io.fumarole.protocol.fumo.FumoMachine.Effect;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.Optional;

/// The device as a DM session sees it: a tree, with the firmware update object in it. An Exec only
/// notes what is ordered; the work begins after the session. Nothing lasts until [#keep] and a save
/// of the state, which the agent does before each answer leaves.
public final class AgentTree extends TreeDevice {
  private final AgentConfig config;
  private final StateStore store;
  private final PackageInbox inbox;
  private final User user;
  private final Refusals refusals;
  private final FumoNodes fumo;
  private final KeptTree kept;
  private final String runningVersion;
  private Optional<DeviceState> beforeAtomic = Optional.empty();
  private boolean packageTouched;

  /// @param kept what the last session left
  /// @param runningVersion of the firmware that was booted
  public AgentTree(
      AgentConfig config,
      StateStore store,
      PackageFiles files,
      Disk disk,
      User user,
      Refusals refusals,
      KeptTree kept,
      String runningVersion) {
    super(kept.tree(store.state().tree(), runningVersion), DeviceTree.LIMITS);
    this.config = config;
    this.store = store;
    this.inbox = new PackageInbox(disk, files, config.limits().object());
    this.user = user;
    this.refusals = refusals;
    this.fumo = new FumoNodes(config.fumo().uri());
    this.kept = kept;
    this.runningVersion = runningVersion;
    showState();
  }

  /// Puts what the server changed into the state, which the caller saves.
  public void keep() {
    showState();
    if (kept.isKept(tree().root(), store.state().tree())) return;
    store.change(state -> state.withTree(NodeRecords.of(tree())));
    kept.keep(tree().root(), store.state().tree(), runningVersion);
  }

  /// What package 1 says of the device.
  public DevInfo devInfo() {
    return DeviceTree.devInfo(config);
  }

  @Override
  public Outcome get(String serverId, DmUri uri, Optional<String> query) {
    showState();
    return super.get(serverId, uri, query);
  }

  @Override
  public Outcome add(String serverId, DmUri uri, Meta meta, Optional<Data> data) {
    boolean isInbox = uri.isAtOrUnder(DeviceTree.INBOX);
    if (isInbox || !isSupported(uri)) return Outcome.of(StatusCode.NOT_ALLOWED);
    boolean isPackage = uri.equals(fumo.pkgData());
    Outcome added = super.add(serverId, uri, meta, isPackage ? Optional.empty() : data);
    if (!added.status().isSuccess()) return added;
    if (uri.isAtOrUnder(fumo.root())) adopt();
    return isPackage && data.isPresent() ? takePackage(meta, data.get()) : added;
  }

  @Override
  public Outcome replace(String serverId, DmUri uri, Optional<String> query, Meta meta, Data data) {
    if (isSecret(uri) && query.isEmpty()) return replaceSecret(serverId, uri, data);
    if (uri.isAtOrUnder(fumo.root()) && query.isEmpty()) {
      Optional<StatusCode> refusal = refusals.toReplace(uri);
      if (refusal.isPresent()) return Outcome.of(refusal.get());
    }
    if (!uri.equals(fumo.pkgData()) || query.isPresent())
      return super.replace(serverId, uri, query, meta, data);
    StatusCode may = tree().mayReplace(serverId, uri);
    return may.isSuccess() ? takePackage(meta, data) : Outcome.of(may);
  }

  private static boolean isSecret(DmUri uri) {
    return uri.equals(DeviceTree.DEVICE_SECRET) || uri.equals(DeviceTree.SERVER_SECRET);
  }

  /// Counts from the next session on. Spec: syncml-dm 8.
  private Outcome replaceSecret(String serverId, DmUri uri, Data data) {
    StatusCode may = tree().mayReplace(serverId, uri);
    if (!may.isSuccess()) return Outcome.of(may);
    boolean isText = data instanceof Data.Value(var octets) && octets.isText();
    String text = data instanceof Data.Value(var octets) ? octets.utf8() : "";
    if (!isText || text.isEmpty()) return Outcome.of(StatusCode.UNSUPPORTED_FORMAT);
    NewSecrets was = store.state().secrets().orElse(NewSecrets.NONE);
    boolean isDevice = uri.equals(DeviceTree.DEVICE_SECRET);
    AgentConfig.Login login = isDevice ? config.server().device() : config.server().server();
    NewSecrets.Secret secret = ChangedAccount.secret(login, text);
    store.change(
        state -> state.withSecrets(isDevice ? was.withDevice(secret) : was.withServer(secret)));
    return Outcome.of(StatusCode.OK);
  }

  /// An object whose operation is on its way stays; with any other goes its package.
  @Override
  public Outcome delete(String serverId, DmUri uri) {
    boolean isObject = fumo.root().isAtOrUnder(uri);
    if (isObject && store.state().order().isPresent()) return Outcome.of(StatusCode.FORBIDDEN);
    Outcome deleted = super.delete(serverId, uri);
    if (isObject && deleted.status().isSuccess()) {
      packageTouched = true;
      StatusCode emptied = inbox.empty();
      store.change(state -> state.withFumo(FumoState.IDLE, Optional.empty()));
      return Outcome.of(emptied.isSuccess() ? deleted.status() : emptied);
    }
    return deleted;
  }

  @Override
  public Outcome copy(String serverId, DmUri from, DmUri to) {
    return to.equals(fumo.pkgData()) || !isSupported(to)
        ? Outcome.of(StatusCode.NOT_ALLOWED)
        : super.copy(serverId, from, to);
  }

  @Override
  public Outcome exec(
      String serverId, DmUri uri, Optional<Correlator> correlator, Optional<Data> data) {
    Optional<Operation> operation = fumo.operationAt(uri);
    StatusCode may = tree().mayExec(serverId, uri);
    if (operation.isEmpty() || !may.isSuccess()) return super.exec(serverId, uri, correlator, data);
    Optional<StatusCode> refusal = refusals.toExec(uri);
    if (refusal.isPresent()) return Outcome.of(refusal.get());
    return Outcome.of(order(operation.get(), correlator.map(Correlator::text)));
  }

  private StatusCode order(Operation operation, Optional<String> correlator) {
    FumoEvent event =
        operation == Operation.UPDATE
            ? new FumoEvent.UpdateRequested()
            : new FumoEvent.DownloadRequested(operation, pkgUrl(operation));
    return switch (FumoMachine.next(store.state().fumoState(), event)) {
      case FumoMachine.Step.Refused(var status, _) -> status;
      case FumoMachine.Step.Moved(var state, var effect) -> {
        Order order =
            effect instanceof Effect.Fetch(_, var url)
                ? Order.download(operation, correlator, url)
                : Order.update(correlator);
        store.change(before -> before.withFumo(state, Optional.of(order)));
        yield config.fumo().execStatus();
      }
    };
  }

  private Optional<String> pkgUrl(Operation operation) {
    return tree().find(fumo.pkgUrl(operation)).map(node -> node.value().utf8());
  }

  @Override
  public StatusCode mayReceive(String serverId, DmUri uri, Meta meta, long size, boolean isAdd) {
    if (!uri.equals(fumo.pkgData())) return super.mayReceive(serverId, uri, meta, size, isAdd);
    if (!isSupported(uri)) return StatusCode.NOT_ALLOWED;
    StatusCode may = isAdd ? tree().mayAdd(serverId, uri) : tree().mayReplace(serverId, uri);
    if (!may.isSuccess()) return may;
    return FumoMachine.next(store.state().fumoState(), new FumoEvent.PackageReceived())
            instanceof FumoMachine.Step.Refused(var status, _)
        ? status
        : inbox.mayReceive(size);
  }

  @Override
  public void receive(DmUri uri, long offset, byte[] octets) {
    if (uri.equals(fumo.pkgData())) inbox.receive(offset, octets);
    else super.receive(uri, offset, octets);
  }

  @Override
  public void discard(DmUri uri) {
    if (uri.equals(fumo.pkgData())) inbox.discard();
    else super.discard(uri);
  }

  @Override
  public Outcome received(String serverId, DmUri uri, Meta meta, long octets, boolean isAdd) {
    if (!uri.equals(fumo.pkgData())) return super.received(serverId, uri, meta, octets, isAdd);
    if (isAdd) {
      Outcome added =
          super.add(serverId, uri, meta.withFormat(Format.BIN.text()), Optional.empty());
      if (!added.status().isSuccess()) {
        inbox.discard();
        return added;
      }
      adopt();
    }
    return Outcome.of(packageComplete());
  }

  /// A package in one message; nothing in it clears the package away. Spec: fumo 3, 50 → 10.
  private Outcome takePackage(Meta meta, Data data) {
    Optional<Octets> octets = PackageInbox.decoded(meta, data);
    if (octets.isEmpty()) return Outcome.of(StatusCode.UNSUPPORTED_FORMAT);
    if (octets.get().length() == 0) return Outcome.of(packageEmptied());
    StatusCode room = inbox.mayReceive(octets.get().length());
    if (!room.isSuccess()) return Outcome.of(room);
    inbox.receive(0, octets.get().toByteArray());
    return Outcome.of(packageComplete());
  }

  private StatusCode packageComplete() {
    return switch (FumoMachine.next(store.state().fumoState(), new FumoEvent.PackageReceived())) {
      case FumoMachine.Step.Refused(var status, _) -> {
        inbox.discard();
        yield status;
      }
      case FumoMachine.Step.Moved(var state, _) -> {
        packageTouched = true;
        StatusCode kept = inbox.keep();
        if (kept.isSuccess()) store.change(before -> before.withFumo(state, Optional.empty()));
        yield kept;
      }
    };
  }

  private StatusCode packageEmptied() {
    return switch (FumoMachine.next(store.state().fumoState(), new FumoEvent.PackageEmptied())) {
      case FumoMachine.Step.Refused(var status, _) -> status;
      case FumoMachine.Step.Moved(var state, _) -> {
        packageTouched = true;
        StatusCode emptied = inbox.empty();
        if (emptied.isSuccess()) store.change(before -> before.withFumo(state, Optional.empty()));
        yield emptied;
      }
    };
  }

  @Override
  public Interaction.Reply interact(Interaction interaction) {
    return user.interact(interaction);
  }

  @Override
  public void beginAtomic() {
    super.beginAtomic();
    beforeAtomic = Optional.of(store.state());
    packageTouched = false;
  }

  @Override
  public void commitAtomic() {
    super.commitAtomic();
    beforeAtomic = Optional.empty();
  }

  /// A package that was replaced meanwhile is gone for good.
  @Override
  public boolean rollBackAtomic() {
    boolean undone = super.rollBackAtomic() && !packageTouched;
    if (undone) beforeAtomic.ifPresent(before -> store.change(after -> before));
    beforeAtomic = Optional.empty();
    return undone;
  }

  /// A device without one of the optional nodes does not let a server create it.
  private boolean isSupported(DmUri uri) {
    for (FumoNode node : FumoNode.values()) {
      DmUri at = node == FumoNode.PKG_DATA ? fumo.pkgData() : fumo.root().child(node.node());
      if (uri.isAtOrUnder(at) && !config.fumo().nodes().contains(node)) return false;
    }
    return true;
  }

  /// An object that a server has added gets its type, its State, and the right to execute it for
  /// its server: the default ACL of the root would leave it without. Spec: fumo 2.1 and 2.2.
  private void adopt() {
    Optional<TreeNode> found = tree().find(fumo.root());
    if (found.isEmpty() || found.get().child("State").isPresent()) return;
    TreeNode node = found.get();
    String server = config.server().id();
    String acl =
        "Add=%s&Delete=%s&Get=*&Replace=%s&Exec=%s".formatted(server, server, server, server);
    tree()
        .put(
            fumo.root().parent(),
            new TreeNode(
                node.name(),
                node.format(),
                FumoNodes.TYPE,
                Acl.parse(acl).orElseThrow(),
                node.value(),
                node.title(),
                node.verNo(),
                Access.ALL,
                false,
                node.children()));
    tree().put(fumo.root(), DeviceTree.stateNode());
    showState();
  }

  private void showState() {
    Octets value = Octets.utf8(Integer.toString(store.state().fumoState().value()));
    boolean differs =
        tree().find(fumo.state()).filter(node -> !node.value().equals(value)).isPresent();
    if (differs) tree().put(fumo.state(), value);
  }
}
