package io.fumarole.storage;

import io.fumarole.campaign.audit.AuditStore;
import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.ReleaseStore;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.campaign.inventory.AdvisoryStore;
import io.fumarole.campaign.inventory.GroupStore;
import io.fumarole.campaign.inventory.ImportStore;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.campaign.node.NodeOrderStore;
import io.fumarole.campaign.notification.NotificationStore;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.campaign.profile.ProfileStore;
import io.fumarole.campaign.webhook.WebhookStore;

/// All stores of one data directory.
public record Stores(
    DeviceStore devices,
    InventoryStore inventory,
    GroupStore groups,
    ImportStore imports,
    PackageStore packages,
    ReleaseStore releases,
    AdvisoryStore advisories,
    ProfileStore profiles,
    ContentStore content,
    UploadsOnDisk uploads,
    DeploymentStore deployments,
    NotificationStore notifications,
    WebhookStore webhooks,
    ExchangeStore exchange,
    TraceStore traces,
    CampaignStore campaigns,
    NodeOrderStore nodeOrders,
    TokenStore tokens,
    CallStore calls,
    UserStore users,
    SignInStore signIns,
    NewsStore news,
    AuditStore audit,
    ApprovalStore approvals,
    RehearsalStore rehearsals,
    ConformanceStore conformance,
    Keys keys,
    Database database)
    implements AutoCloseable {

  /// Returns once everything written behind so far is durable.
  public void flush() {
    database.flush();
  }

  /// Writes what is still behind, then closes the database.
  @Override
  public void close() {
    database.close();
  }
}
