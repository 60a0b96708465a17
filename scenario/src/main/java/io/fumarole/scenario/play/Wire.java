package io.fumarole.scenario.play;

import java.io.IOException;

/// Carries a scripted client's requests to the server under test, and brings its answers.
public interface Wire {
  /// @throws IOException when there is no answer
  Packet exchange(Packet request) throws IOException, InterruptedException;

  /// Asks over plain HTTP.
  ///
  /// @throws IOException when there is no answer
  default HttpAnswer fetch(HttpCall call) throws IOException, InterruptedException {
    throw new IOException("nothing can be fetched here: " + call.method() + " " + call.url());
  }
}
