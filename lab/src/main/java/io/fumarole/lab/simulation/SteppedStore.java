package io.fumarole.lab.simulation;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore;

/// A store whose calls are steps of the server: between them others come to their turn, and the
/// server may crash.
final class SteppedStore implements ExchangeStore {
  private final ExchangeStore store;
  private final SimulatedServer server;

  SteppedStore(ExchangeStore store, SimulatedServer server) {
    this.store = store;
    this.server = server;
  }

  @Override
  public Loaded load(DeviceId device, Lookup lookup) {
    server.at("reading");
    Loaded loaded = store.load(device, lookup);
    server.takeTime();
    return loaded;
  }

  @Override
  public boolean commit(Loaded asRead, Changes changes) {
    server.at("committing");
    boolean committed = store.commit(asRead, changes);
    server.at("committed");
    return committed;
  }

  @Override
  public void behind(Behind changes) {
    store.behind(changes);
    server.flushSoon();
  }
}
