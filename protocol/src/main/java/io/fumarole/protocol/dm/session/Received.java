package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;

/// A message as it reached the server.
///
/// @param body the exact octets, which HMAC covers
/// @param hmac the value of the transport header `x-syncml-hmac`
public record Received(Message message, Form form, Octets body, Optional<String> hmac) {}
