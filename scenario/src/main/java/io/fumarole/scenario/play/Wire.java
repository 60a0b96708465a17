package io.fumarole.scenario.play;

import java.io.IOException;

/// Carries a scripted client's request to the server under test, and brings its answer.
public interface Wire {
  /// @throws IOException when there is no answer
  Packet exchange(Packet request) throws IOException, InterruptedException;
}
