package io.fumarole.server.notify;

import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;

/// A way to get a notification to a device. Gateways come behind the same interface.
public interface Trigger {
  /// What is to be brought.
  ///
  /// @param device its id
  /// @param address where it is reached; empty when nobody has said
  /// @param pdu the WSP push PDU
  /// @param package0 the bare notification within
  record Push(String device, Optional<String> address, Octets pdu, Octets package0) {}

  sealed interface Outcome {
    /// @param words where it went; a notification is never acknowledged
    record Sent(String words) implements Outcome {}

    record NotSent(String words) implements Outcome {}
  }

  Outcome send(Push push);
}
