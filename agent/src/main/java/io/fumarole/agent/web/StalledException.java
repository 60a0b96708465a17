package io.fumarole.agent.web;

import java.io.IOException;
import java.time.Duration;

/// An answer that had begun brought nothing more for too long.
public final class StalledException extends IOException {
  public StalledException(Duration patience) {
    super("no octet for " + patience.toSeconds() + " s");
  }
}
