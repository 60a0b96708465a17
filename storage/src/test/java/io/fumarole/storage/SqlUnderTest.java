package io.fumarole.storage;

import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.ReleaseStore;
import io.fumarole.campaign.contract.StoresUnderTest;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.campaign.inventory.GroupStore;
import io.fumarole.campaign.inventory.ImportStore;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.campaign.node.NodeOrderStore;
import io.fumarole.campaign.notification.NotificationStore;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.campaign.profile.ProfileStore;
import io.fumarole.campaign.webhook.WebhookStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;

/// A database and a data directory, for the contract suite.
record SqlUnderTest(Path directory, Settings settings, Stores stores) implements StoresUnderTest {
  // The suite's values are of one morning: by the clock of the machine, its traces are too old.
  private static final Settings SETTINGS =
      Settings.DEFAULT.withClock(() -> Instant.parse("2026-03-01T12:00:00Z"));

  /// The databases that there are, for tests that run on each.
  enum Kind {
    SQLITE,
    POSTGRES;

    SqlUnderTest open(Path directory) {
      return switch (this) {
        case SQLITE -> sqlite(directory);
        case POSTGRES -> postgres(directory);
      };
    }
  }

  static SqlUnderTest sqlite(Path directory) {
    try {
      MigratedDatabase.layInto(directory);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return open(directory, SETTINGS);
  }

  /// A database of its own on the tests' PostgreSQL.
  static SqlUnderTest postgres(Path directory) {
    return open(directory, SETTINGS.withPostgres(PostgresServer.get().migratedDatabase(), 8));
  }

  private static SqlUnderTest open(Path directory, Settings settings) {
    return new SqlUnderTest(directory, settings, Database.open(directory, settings));
  }

  @Override
  public DeviceStore devices() {
    return stores.devices();
  }

  @Override
  public InventoryStore inventory() {
    return stores.inventory();
  }

  @Override
  public GroupStore groups() {
    return stores.groups();
  }

  @Override
  public ImportStore imports() {
    return stores.imports();
  }

  @Override
  public PackageStore packages() {
    return stores.packages();
  }

  @Override
  public ReleaseStore releases() {
    return stores.releases();
  }

  @Override
  public DeploymentStore deployments() {
    return stores.deployments();
  }

  @Override
  public NotificationStore notifications() {
    return stores.notifications();
  }

  @Override
  public WebhookStore webhooks() {
    return stores.webhooks();
  }

  @Override
  public ProfileStore profiles() {
    return stores.profiles();
  }

  @Override
  public ExchangeStore exchange() {
    return stores.exchange();
  }

  @Override
  public TraceStore traces() {
    return stores.traces();
  }

  @Override
  public NodeOrderStore nodeOrders() {
    return stores.nodeOrders();
  }

  @Override
  public CampaignStore campaigns() {
    return stores.campaigns();
  }

  @Override
  public void flush() {
    stores.flush();
  }

  @Override
  public StoresUnderTest reopen() {
    stores.close();
    return open(directory, settings);
  }

  @Override
  public void close() {
    stores.close();
    settings.postgres().ifPresent(PostgresServer.get()::giveBack);
  }
}
