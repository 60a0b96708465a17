package io.fumarole.server;

import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.server.http.RetryAfter;
import io.fumarole.server.notify.Courier;
import io.fumarole.server.notify.NotifiedDeployments;
import io.fumarole.server.notify.Notifier;
import io.fumarole.server.notify.Receipts;
import io.fumarole.server.notify.pap.PapReports;
import io.fumarole.storage.Stores;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntUnaryOperator;

/// What brings notifications to devices, and hears what became of them.
record Notifying(Triggers triggers, Courier courier, Notifier notifier, PapReports reports)
    implements AutoCloseable {

  /// @param url where gateways reach the server
  /// @param random a number from 0 up to its argument, exclusive
  static Notifying open(
      ServerSettings settings,
      Stores stores,
      DeploymentStore deployments,
      LiveProfiles profiles,
      Hmac key,
      String url,
      StorageWatch watch,
      RetryAfter retryAfter,
      IntUnaryOperator random,
      InstantSource clock) {
    var receipts = new Receipts(stores.notifications(), clock);
    Triggers triggers =
        Triggers.open(
            settings, Optional.of(PapReports.address(url, key)), receipts::take, random, clock);
    var courier =
        new Courier(
            stores.notifications(),
            stores.devices(),
            new NotifiedDeployments(deployments, profiles::of),
            triggers.trigger(),
            receipts,
            clock);
    var notifier =
        new Notifier(
            stores.devices(),
            stores.notifications(),
            profiles::of,
            courier,
            new Notifier.Names(settings.serverId(), () -> UUID.randomUUID().toString(), random));
    var reports = new PapReports(key, receipts, watch, retryAfter);
    return new Notifying(triggers, courier, notifier, reports);
  }

  void start() {
    courier.start();
  }

  @Override
  public void close() {
    courier.close();
    triggers.close();
  }
}
