package io.fumarole.agent.session;

import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.util.Optional;

/// Carries a message to the server and brings its answer: over HTTP, or by a direct call in a test.
public interface Wire {
  /// @param hmac the value of `x-syncml-hmac`, if there was one
  record Answer(Octets body, Form.Encoding encoding, Optional<String> hmac) {}

  /// @throws IOException when there is no answer that could be a message
  Answer exchange(Sending sending) throws IOException, InterruptedException;
}
