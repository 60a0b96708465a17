package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;

/// A message as it reached the server.
///
/// @param body the exact octets, which HMAC covers
/// @param hmac the value of the transport header `x-syncml-hmac`
/// @param token what the address that it was sent to says, when that is a session's own
public record Received(
    Message message, Form form, Octets body, Optional<String> hmac, Optional<String> token) {
  public Received(Message message, Form form, Octets body, Optional<String> hmac) {
    this(message, form, body, hmac, Optional.empty());
  }

  @Override
  public String toString() {
    return "Received[" + message.header() + "]";
  }
}
