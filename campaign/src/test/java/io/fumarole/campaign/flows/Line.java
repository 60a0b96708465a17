package io.fumarole.campaign.flows;

import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;

/// Carries a message to the server and brings its answer.
@FunctionalInterface
interface Line {
  Heard send(Sending sending, Transcript transcript);

  /// The server's answer as the transport brings it.
  record Heard(Octets body, Optional<String> hmac) {}
}
