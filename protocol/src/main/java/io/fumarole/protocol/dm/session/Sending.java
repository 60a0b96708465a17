package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;

/// A message for the transport to carry.
///
/// @param target the server's URI, or the `RespURI` that it gave
/// @param hmac the value of the transport header `x-syncml-hmac`, when the session uses it
public record Sending(Octets body, String target, Optional<String> hmac, Form form) {}
