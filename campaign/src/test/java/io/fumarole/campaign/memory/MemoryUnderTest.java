package io.fumarole.campaign.memory;

import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.ReleaseStore;
import io.fumarole.campaign.contract.StoresUnderTest;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.campaign.node.NodeOrderStore;
import io.fumarole.campaign.notification.NotificationStore;
import io.fumarole.campaign.plan.CampaignStore;

/// The stores in memory, for the contract suite. Closing writes what is behind; then a crash, which
/// may only lose what is behind, must change nothing.
record MemoryUnderTest(
    MemoryStore store,
    MemoryInventory inventory,
    MemoryGroups groups,
    MemoryImports imports,
    MemoryTrace trace,
    MemoryWebhooks webhooks,
    MemoryProfiles profiles)
    implements StoresUnderTest {
  static MemoryUnderTest empty() {
    var store = new MemoryStore();
    var inventory = new MemoryInventory(store);
    return new MemoryUnderTest(
        store,
        inventory,
        new MemoryGroups(),
        new MemoryImports(store, inventory),
        new MemoryTrace(),
        new MemoryWebhooks(),
        new MemoryProfiles(store));
  }

  @Override
  public DeviceStore devices() {
    return store;
  }

  @Override
  public PackageStore packages() {
    return store.packages();
  }

  @Override
  public ReleaseStore releases() {
    return store.releases();
  }

  @Override
  public DeploymentStore deployments() {
    return store;
  }

  @Override
  public NotificationStore notifications() {
    return store.notifications();
  }

  @Override
  public ExchangeStore exchange() {
    return store;
  }

  @Override
  public TraceStore traces() {
    return trace;
  }

  @Override
  public NodeOrderStore nodeOrders() {
    return store.nodeOrders();
  }

  @Override
  public CampaignStore campaigns() {
    return store.campaigns();
  }

  @Override
  public void flush() {
    store.flush();
  }

  @Override
  public StoresUnderTest reopen() {
    close();
    store.crash();
    return this;
  }

  @Override
  public void close() {
    store.flush();
  }
}
