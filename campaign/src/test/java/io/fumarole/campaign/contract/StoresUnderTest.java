package io.fumarole.campaign.contract;

import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.ReleaseStore;
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

/// What a storage hands to the contract suite.
public interface StoresUnderTest extends AutoCloseable {
  DeviceStore devices();

  InventoryStore inventory();

  GroupStore groups();

  ImportStore imports();

  PackageStore packages();

  ReleaseStore releases();

  DeploymentStore deployments();

  NotificationStore notifications();

  WebhookStore webhooks();

  ProfileStore profiles();

  ExchangeStore exchange();

  TraceStore traces();

  CampaignStore campaigns();

  NodeOrderStore nodeOrders();

  /// Makes durable what is written behind.
  void flush();

  /// Closes the storage and opens it again on the same data.
  StoresUnderTest reopen();

  @Override
  void close();
}
