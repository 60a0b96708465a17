package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import java.util.List;
import java.util.Optional;

/// What the layer above asks a [ServerSession] to have done. The answers come back as [Fact]s that
/// name the task by its number.
public sealed interface Task {
  /// Chosen by the layer above, unique within the session.
  int id();

  /// Commands for the device.
  record Run(int id, Grouping grouping, List<Order> orders) implements Task {
    public Run {
      orders = List.copyOf(orders);
    }
  }

  /// A Replace of one leaf with content that may need many messages. Spec: syncml-dm 7.
  ///
  /// @param type the content's media type
  record Send(int id, String locUri, String type, Blob blob) implements Task {}

  /// How the commands of a [Run] stand in the message.
  enum Grouping {
    /// Side by side: the device chooses the order.
    PLAIN,
    /// In order; a failing command does not stop the following ones.
    SEQUENCE,
    /// All or nothing.
    ATOMIC
  }

  /// One command on one node, without the ids that only the session knows.
  sealed interface Order {
    record Get(String locUri) implements Order {}

    record Replace(String locUri, Meta meta, Data data) implements Order {}

    record Add(String locUri, Meta meta, Optional<Data> data) implements Order {}

    record Delete(String locUri) implements Order {}

    record Exec(String locUri, Optional<Correlator> correlator) implements Order {}

    /// Shows the user something, or asks. Spec: syncml-dm 5.1.
    record Ask(Interaction interaction) implements Order {}
  }

  /// Content that is read in slices, never as a whole.
  ///
  /// @param id what [Slices] knows it by
  /// @param size in octets
  record Blob(String id, long size) {}

  /// Where content comes from: at most one message's worth at a time.
  interface Slices {
    /// Exactly `length` octets from `offset`.
    byte[] read(Blob blob, long offset, int length);

    /// Whether the content is there and sound, so that a transfer may begin.
    default boolean has(Blob blob) {
      return true;
    }
  }
}
