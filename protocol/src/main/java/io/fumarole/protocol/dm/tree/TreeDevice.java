package io.fumarole.protocol.dm.tree;

import static io.fumarole.protocol.syncml.StatusCode.NOT_SUPPORTED;
import static io.fumarole.protocol.syncml.StatusCode.OK;
import static io.fumarole.protocol.syncml.StatusCode.TOO_LARGE;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.dm.session.ManagedDevice;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// A [ManagedDevice] whose nodes all live in one [ManagementTree]. A device with operations, a user
/// or nodes elsewhere (a package goes to disk) overrides what differs.
public class TreeDevice implements ManagedDevice {
  private final ManagementTree tree;
  private final TreeLimits limits;
  private Optional<TreeNode> beforeAtomic = Optional.empty();
  private ByteArrayOutputStream incoming = new ByteArrayOutputStream();

  public TreeDevice(ManagementTree tree, TreeLimits limits) {
    this.tree = tree;
    this.limits = limits;
  }

  /// The tree behind this device.
  public final ManagementTree tree() {
    return tree;
  }

  @Override
  public Outcome get(String serverId, DmUri uri, Optional<String> query) {
    return tree.get(serverId, uri, query);
  }

  @Override
  public Outcome add(String serverId, DmUri uri, Meta meta, Optional<Data> data) {
    return tree.add(serverId, uri, meta, data);
  }

  @Override
  public Outcome replace(String serverId, DmUri uri, Optional<String> query, Meta meta, Data data) {
    return tree.replace(serverId, uri, query, meta, data);
  }

  @Override
  public Outcome delete(String serverId, DmUri uri) {
    return tree.delete(serverId, uri);
  }

  @Override
  public Outcome copy(String serverId, DmUri from, DmUri to) {
    return tree.copy(serverId, from, to);
  }

  /// Refuses: a tree alone can run nothing.
  @Override
  public Outcome exec(
      String serverId, DmUri uri, Optional<Correlator> correlator, Optional<Data> data) {
    StatusCode may = tree.mayExec(serverId, uri);
    return Outcome.of(may.equals(OK) ? NOT_SUPPORTED : may);
  }

  @Override
  public StatusCode mayReceive(String serverId, DmUri uri, Meta meta, long size, boolean isAdd) {
    StatusCode may = isAdd ? tree.mayAdd(serverId, uri) : tree.mayReplace(serverId, uri);
    return may.equals(OK) && size > limits.valueOctets() ? TOO_LARGE : may;
  }

  @Override
  public void receive(DmUri uri, long offset, byte[] octets) {
    incoming.writeBytes(octets);
  }

  @Override
  public void discard(DmUri uri) {
    incoming = new ByteArrayOutputStream();
  }

  @Override
  public Outcome received(String serverId, DmUri uri, Meta meta, long octets, boolean isAdd) {
    Data data = Data.octets(Octets.wrap(incoming.toByteArray()));
    incoming = new ByteArrayOutputStream();
    boolean wasBase64 = meta.format().filter(Format.B64.text()::equals).isPresent();
    Meta plain = wasBase64 ? meta.withFormat(Format.BIN.text()) : meta;
    return isAdd
        ? tree.add(serverId, uri, plain, Optional.of(data))
        : tree.replace(serverId, uri, Optional.empty(), plain, data);
  }

  /// Refuses: a tree alone has no user.
  @Override
  public Interaction.Reply interact(Interaction interaction) {
    return Interaction.Reply.NOT_SUPPORTED;
  }

  @Override
  public void beginAtomic() {
    beforeAtomic = Optional.of(tree.root());
  }

  @Override
  public void commitAtomic() {
    beforeAtomic = Optional.empty();
  }

  @Override
  public boolean rollBackAtomic() {
    beforeAtomic.ifPresent(tree::restore);
    beforeAtomic = Optional.empty();
    return true;
  }
}
