package io.fumarole.storage;

import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.contract.StoresUnderTest;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.exchange.TraceStore;
import java.nio.file.Path;
import java.time.Instant;

/// SQLite in a directory, for the contract suite.
record SqliteUnderTest(Path directory, Stores stores) implements StoresUnderTest {
  static SqliteUnderTest open(Path directory) {
    // The suite's values are of one morning: by the clock of the machine, its traces are too old.
    Settings settings = Settings.DEFAULT.withClock(() -> Instant.parse("2026-03-01T12:00:00Z"));
    return new SqliteUnderTest(directory, Database.open(directory, settings));
  }

  @Override
  public DeviceStore devices() {
    return stores.devices();
  }

  @Override
  public PackageStore packages() {
    return stores.packages();
  }

  @Override
  public DeploymentStore deployments() {
    return stores.deployments();
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
  public void flush() {
    stores.flush();
  }

  @Override
  public StoresUnderTest reopen() {
    close();
    return open(directory);
  }

  @Override
  public void close() {
    stores.close();
  }
}
