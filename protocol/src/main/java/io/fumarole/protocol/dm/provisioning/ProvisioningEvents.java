package io.fumarole.protocol.dm.provisioning;

import io.fumarole.protocol.syncml.MalformedMessageException;
import java.util.Map;

/// Pulls the elements of a provisioning document one by one, in either coding.
interface ProvisioningEvents {
  sealed interface Event {
    /// @param name of the element; one that has none in WBXML gets one that could stand in XML
    record Start(String name, Map<String, String> attributes) implements Event {}

    record End() implements Event {}
  }

  Event next() throws MalformedMessageException;

  /// A fault at the last event.
  MalformedMessageException malformed(String reason);
}
