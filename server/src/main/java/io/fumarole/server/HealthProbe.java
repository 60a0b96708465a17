package io.fumarole.server;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.Keys;

/// Writes a row of its own, to see that the database takes writes.
record HealthProbe(Keys keys) implements Runnable {
  private static final String NAME = "health-probe";

  @Override
  public void run() {
    keys.put(NAME, Octets.utf8("written"));
  }
}
