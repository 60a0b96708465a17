package io.fumarole.server;

import io.fumarole.campaign.inventory.DeviceImport;
import io.fumarole.campaign.inventory.ImportStore;
import io.fumarole.storage.StorageException;
import java.time.InstantSource;

/// Brings in the devices of imports that were accepted by a server that died amid them, once at the
/// start and beside everything else.
record LeftImports(ImportStore store, InstantSource clock) implements Runnable {
  private static final System.Logger LOG = System.getLogger(LeftImports.class.getName());

  void start() {
    Thread.ofVirtual().name("left-imports").start(this);
  }

  @Override
  public void run() {
    try {
      DeviceImport.resume(store, clock.instant());
    } catch (StorageException failed) {
      LOG.log(
          System.Logger.Level.ERROR,
          "what is left of imports did not come in, the next start tries again: {0}",
          failed.getMessage());
    }
  }
}
