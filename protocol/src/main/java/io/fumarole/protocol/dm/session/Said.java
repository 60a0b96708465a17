package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.Optional;

/// The server's answer to a message.
///
/// @param state how the session stands once the answer is out
/// @param body the octets, in the form that came
/// @param hmac the value of `x-syncml-hmac`, if the device is to be shown one
/// @param facts about tasks that could not be said at all, such as a command larger than a message
public record Said(SessionState state, Octets body, Optional<String> hmac, List<Fact> facts) {
  public Said {
    facts = List.copyOf(facts);
  }
}
