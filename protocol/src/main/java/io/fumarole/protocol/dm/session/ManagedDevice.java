package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.List;
import java.util.Optional;

/// What a [ClientSession] acts on: the device's tree, its operations and its user. The session
/// hands over one command after the other, in order, and turns the outcomes into Statuses and
/// Results; rights (ACL) are the device's to check, against the server that the session names.
public interface ManagedDevice {
  /// The outcome of a command on one node.
  record Outcome(StatusCode status, List<Value> values) {
    public Outcome {
      values = List.copyOf(values);
    }

    public static Outcome of(StatusCode status) {
      return new Outcome(status, List.of());
    }
  }

  /// What a Get found at one address, for one Item of Results.
  record Value(String locUri, Meta meta, Optional<Data> data) {}

  /// Reads `uri`, with the text after `?` (such as `prop=ACL` or `list=Struct`) in `query`.
  Outcome get(String serverId, DmUri uri, Optional<String> query);

  Outcome add(String serverId, DmUri uri, Meta meta, Optional<Data> data);

  /// Gives a leaf, or with `prop=Name|ACL|Title` in `query` a property, a new value.
  Outcome replace(String serverId, DmUri uri, Optional<String> query, Meta meta, Data data);

  Outcome delete(String serverId, DmUri uri);

  Outcome copy(String serverId, DmUri from, DmUri to);

  /// Starts what the node stands for. 202 when it will run later, 200 when it is done, else a
  /// refusal.
  Outcome exec(String serverId, DmUri uri, Optional<Correlator> correlator, Optional<Data> data);

  /// Whether a large object for `uri` would be taken, asked before its first chunk is buffered:
  /// 200, or the refusal.
  ///
  /// @param size the octets to come, decoded; for base64 up to two more
  StatusCode mayReceive(String serverId, DmUri uri, Meta meta, long size, boolean isAdd);

  /// Takes the octets of a large object in order, `offset` from 0, decoded if they came in base64;
  /// they count only once [#received] is called.
  void receive(DmUri uri, long offset, byte[] octets);

  /// Called when an interrupted or refused large object is dropped.
  void discard(DmUri uri);

  /// Completes a large object whose octets went to [#receive]; the same outcome as a Replace or
  /// Add.
  Outcome received(String serverId, DmUri uri, Meta meta, long octets, boolean isAdd);

  /// Shows or asks. Spec: syncml-dm 5.1.
  Interaction.Reply interact(Interaction interaction);

  /// Begins an Atomic: what follows takes effect together on [#commitAtomic], or not at all.
  void beginAtomic();

  void commitAtomic();

  /// Undoes what happened since [#beginAtomic]; false when something could not be undone.
  boolean rollBackAtomic();
}
