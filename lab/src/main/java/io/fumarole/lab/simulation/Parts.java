package io.fumarole.lab.simulation;

import io.fumarole.agent.disk.Disk;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.protocol.dm.session.Nonces;
import java.nio.file.Path;

/// The parts that are handed to server and agent, as they should be. A [Sabotage] replaces one.
interface Parts {
  Parts SOUND = new Parts() {};

  /// @param real stores truly
  default ExchangeStore store(WatchedStore real, MemoryStore beneath) {
    return real;
  }

  /// What the server loses in a crash besides what is behind.
  default void crashed(MemoryStore store) {}

  default Nonces nonces(Nonces real) {
    return real;
  }

  /// A message on its way into the exchange.
  default Exchanger.Request heard(Exchanger.Request request) {
    return request;
  }

  /// Whether the disk only pretends to sync this.
  default boolean lies(Path path) {
    return false;
  }

  default Disk disk(Disk real) {
    return real;
  }

  /// What operators store into.
  default DeploymentStore desk(DeploymentStore real) {
    return real;
  }

  /// What the worker stores into.
  default DeploymentStore worker(DeploymentStore real) {
    return real;
  }
}
