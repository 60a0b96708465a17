package io.fumarole.server;

import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.exchange.GuessThrottle;
import io.fumarole.server.dm.PairThrottle;
import io.fumarole.server.metrics.Endings;
import io.fumarole.server.metrics.MeteredDeployments;
import io.fumarole.server.metrics.MeteredDuties;
import io.fumarole.server.metrics.MeteredExchangeStore;
import io.fumarole.server.metrics.MeteredThrottle;
import io.fumarole.server.metrics.Metrics;
import io.fumarole.storage.Stores;

/// The meters, and the stores that are looked through them.
record Metering(Metrics metrics, ExchangeStore exchange, DeploymentStore deployments) {
  static Metering of(Stores stores, StorageWatch watch, String version) {
    var metrics = new Metrics(version);
    metrics.queue("writes", stores.database()::waitingWrites);
    metrics.queue("behind", stores.database()::waitingBehind);
    metrics.gauge(
        "content.damaged", "Firmware files known to be damaged", stores.content()::damaged);
    metrics.counted("storage.failures", "Requests that the storage failed", watch::failures);
    var endings = new Endings(metrics);
    return new Metering(
        metrics,
        new MeteredExchangeStore(stores.exchange(), endings, metrics),
        new MeteredDeployments(stores.deployments(), endings));
  }

  /// @param what is guessed at
  GuessThrottle throttle(String what) {
    return new MeteredThrottle(new PairThrottle(), what, metrics);
  }

  DueWorker.Duty metered(DueWorker.Duty duty) {
    return new DueWorker.Duty(
        duty.name(), duty.done(), new MeteredDuties(metrics).metered(duty.name(), duty.round()));
  }
}
