package io.fumarole.server;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.exchange.Quarantine;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.plan.DryRun;
import io.fumarole.campaign.plan.PackageRemoval;
import io.fumarole.server.bootstrap.Bootstrapper;
import io.fumarole.server.bootstrap.CredentialRotation;
import io.fumarole.server.dm.DmEndpoint;
import io.fumarole.server.dm.KeyedNonces;
import io.fumarole.server.lab.Examinations;
import io.fumarole.server.notify.Notifier;
import io.fumarole.server.report.CampaignDossier;
import io.fumarole.server.report.CampaignReport;
import io.fumarole.server.report.DeviceDossier;
import io.fumarole.server.report.DeviceReport;
import io.fumarole.server.report.Evidence;
import io.fumarole.server.rest.AdvisoriesResource;
import io.fumarole.server.rest.ApprovalsResource;
import io.fumarole.server.rest.AuditResource;
import io.fumarole.server.rest.BootstrapResource;
import io.fumarole.server.rest.CampaignsResource;
import io.fumarole.server.rest.CertificateResource;
import io.fumarole.server.rest.ConformanceResource;
import io.fumarole.server.rest.CourseResource;
import io.fumarole.server.rest.DeploymentsResource;
import io.fumarole.server.rest.DeviceProfileResource;
import io.fumarole.server.rest.DeviceViews;
import io.fumarole.server.rest.DevicesResource;
import io.fumarole.server.rest.DossiersResource;
import io.fumarole.server.rest.EventsResource;
import io.fumarole.server.rest.ExportResource;
import io.fumarole.server.rest.FourEyes;
import io.fumarole.server.rest.FourEyes.Action;
import io.fumarole.server.rest.GroupsResource;
import io.fumarole.server.rest.HealthResource;
import io.fumarole.server.rest.ImportResource;
import io.fumarole.server.rest.LabelsResource;
import io.fumarole.server.rest.MetricsResource;
import io.fumarole.server.rest.NewDevices;
import io.fumarole.server.rest.NodeOrdersResource;
import io.fumarole.server.rest.NotificationsResource;
import io.fumarole.server.rest.NotifyResource;
import io.fumarole.server.rest.OpenApiResource;
import io.fumarole.server.rest.OverviewResource;
import io.fumarole.server.rest.PackageIntake;
import io.fumarole.server.rest.PackagesResource;
import io.fumarole.server.rest.PollResource;
import io.fumarole.server.rest.ProfileTextsResource;
import io.fumarole.server.rest.ProfilesResource;
import io.fumarole.server.rest.QuarantineResource;
import io.fumarole.server.rest.RehearsalsResource;
import io.fumarole.server.rest.ReleasesResource;
import io.fumarole.server.rest.ReportsResource;
import io.fumarole.server.rest.RestApi;
import io.fumarole.server.rest.RotationResource;
import io.fumarole.server.rest.SessionsResource;
import io.fumarole.server.rest.StreamResource;
import io.fumarole.server.rest.TokensResource;
import io.fumarole.server.rest.UploadsResource;
import io.fumarole.server.rest.WebhooksResource;
import io.fumarole.server.webhook.Webhooking;
import io.fumarole.storage.CampaignCourse;
import io.fumarole.storage.FleetCounts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The resources of the REST API, each with what it needs.
final class Resources {
  private Resources() {}

  static List<RestApi.Resource> of(
      Parts parts,
      String url,
      Notifier notifier,
      Webhooking webhooking,
      Access access,
      Examinations examinations)
      throws IOException {
    var removal =
        new PackageRemoval(
            parts.stores.packages(), parts.stores.campaigns(), parts.stores.content());
    removal.clear();
    PackageIntake intake = intake(parts, removal);
    var groups = new Groups(parts.stores.groups());
    var fresh = new NewDevices(parts.profiles, parts.settings.serverId());
    var fourEyes =
        new FourEyes(
            parts.settings.fourEyes(), parts.stores.approvals(), parts::newId, parts.clock);
    ReleasesResource releases = releases(parts, removal, fourEyes);
    CampaignsResource campaigns = campaigns(parts, fourEyes);
    return List.of(
        new DevicesResource(
            parts.stores.devices(), parts.stores.inventory(), groups, fresh, parts.clock),
        new ImportResource(
            parts.stores.imports(), fresh, () -> UUID.randomUUID().toString(), parts.clock),
        new ExportResource(parts.stores.inventory(), groups, parts.clock),
        new LabelsResource(parts.stores.inventory(), groups, parts.clock),
        new QuarantineResource(
            new Quarantine(parts.metering.exchange(), parts.profiles::of),
            new DeviceViews(parts.stores.devices(), parts.stores.inventory()),
            parts.clock),
        new RotationResource(
            new CredentialRotation(parts.stores.devices(), parts.profiles::of, parts.random),
            parts.stores.inventory(),
            groups,
            new DeviceViews(parts.stores.devices(), parts.stores.inventory()),
            parts.clock),
        new CertificateResource(
            parts.stores.devices(),
            new DeviceViews(parts.stores.devices(), parts.stores.inventory())),
        new PollResource(
            parts.stores.nodeOrders(),
            parts.stores.devices(),
            parts.stores.inventory(),
            groups,
            parts.profiles::of,
            parts.clock),
        new NodeOrdersResource(parts.stores.nodeOrders(), parts.stores.devices(), parts.clock),
        new GroupsResource(groups, parts.stores.inventory(), parts.clock),
        new AdvisoriesResource(
            parts.stores.advisories(), groups, parts.stores.inventory(), parts.clock),
        new PackagesResource(parts.stores.packages(), intake, removal),
        new UploadsResource(parts.stores.uploads(), intake, parts.clock),
        releases,
        new DeploymentsResource(
            parts.deployer(),
            parts.metering.deployments(),
            parts.stores.packages(),
            parts.stores.campaigns(),
            parts::zone,
            parts.withdrawn,
            parts::newDeploymentId,
            parts.clock),
        campaigns,
        new ApprovalsResource(
            parts.stores.approvals(),
            Map.of(Action.RELEASE, releases::release, Action.CAMPAIGN, campaigns::start),
            parts.clock),
        new ReportsResource(
            parts.stores.campaigns(),
            parts.stores.devices(),
            new CampaignReport(parts.stores.campaigns(), parts.clock),
            new DeviceReport(parts.metering.deployments(), parts.stores.campaigns(), parts.clock)),
        new CourseResource(
            parts.stores.campaigns(), new CampaignCourse(parts.stores.database()), parts.clock),
        new RehearsalsResource(
            parts.stores.campaigns(),
            parts.stores.rehearsals(),
            parts.rehearsals,
            dryRun(parts),
            parts.clock),
        new ConformanceResource(examinations, parts.stores.conformance(), parts.stores.devices()),
        dossiers(parts),
        new SessionsResource(parts.trace, parts.stores::flush, parts.brought.script()),
        new NotifyResource(notifier, parts.clock),
        new NotificationsResource(
            parts.stores.notifications(), parts.stores.devices(), parts.clock),
        new BootstrapResource(bootstrapper(parts, url), parts.clock),
        new EventsResource(parts.metering.deployments()),
        new OverviewResource(new FleetCounts(parts.stores.database()), parts.clock),
        new ProfilesResource(parts.profiles, parts.stores.profiles(), parts.secrets()),
        new ProfileTextsResource(
            parts.profiles, parts.stores.profiles(), parts.secrets(), parts.clock),
        new DeviceProfileResource(parts.stores.devices(), parts.profiles),
        new TokensResource(
            parts.stores.tokens(),
            parts::newId,
            () -> ServerKeys.freshText(parts.random),
            parts.clock),
        new WebhooksResource(
            parts.stores.webhooks(),
            webhooking,
            parts::newId,
            () -> ServerKeys.fresh(parts.random),
            parts.clock),
        new OpenApiResource(),
        new AuditResource(parts.stores.audit(), access.audit().chain()),
        new StreamResource(parts.news, access.callers(), parts.retryAfter),
        access.usersResource(),
        access.signInResource(),
        new MetricsResource(parts.metering.metrics()::scrape),
        new HealthResource(
            new HealthProbe(parts.stores.keys()),
            parts.watch,
            parts.stores.content()::damaged,
            () -> parts.tls.map(it -> it.words(parts.clock.instant())),
            FumaroleServer.version()));
  }

  private static ReleasesResource releases(Parts parts, PackageRemoval removal, FourEyes fourEyes) {
    return new ReleasesResource(
        parts.stores.releases(),
        parts.stores.advisories(),
        parts.stores.packages(),
        parts.withdrawal,
        removal,
        fourEyes,
        policy(parts),
        parts.clock);
  }

  private static PackageIntake.Policy policy(Parts parts) {
    return new PackageIntake.Policy(
        parts.settings.allowUnsigned(), parts.settings.releasesAtOnce());
  }

  private static CampaignsResource campaigns(Parts parts, FourEyes fourEyes) {
    return new CampaignsResource(
        parts.stores.campaigns(),
        parts.metering.deployments(),
        parts.stores.devices(),
        dryRun(parts),
        parts::zone,
        () -> new CampaignId(parts.newId()),
        parts.rehearsals::forget,
        fourEyes,
        parts.clock);
  }

  private static DryRun dryRun(Parts parts) {
    return new DryRun(parts.stores.inventory(), parts.stores.packages(), parts.selection());
  }

  private static DossiersResource dossiers(Parts parts) {
    var evidence =
        new Evidence(
            parts.stores.releases(),
            parts.stores.advisories(),
            parts.stores.packages(),
            parts.stores.approvals(),
            parts.stores.audit(),
            FumaroleServer.version());
    return new DossiersResource(
        parts.stores.campaigns(),
        parts.stores.devices(),
        new CampaignDossier(
            parts.stores.campaigns(), parts.metering.deployments(), evidence, parts.clock),
        new DeviceDossier(
            parts.metering.deployments(), parts.stores.campaigns(), evidence, parts.clock));
  }

  private static Bootstrapper bootstrapper(Parts parts, String url) {
    return new Bootstrapper(
        parts.stores.devices(),
        parts.profiles,
        new KeyedNonces(parts.keys.nonces()),
        parts.random,
        parts.settings.serverId(),
        url + DmEndpoint.PATH);
  }

  private static PackageIntake intake(Parts parts, PackageRemoval removal) {
    return new PackageIntake(
        parts.stores.packages(),
        parts.stores.releases(),
        parts.stores.content(),
        removal,
        new TrustedFolder(parts.settings.data().resolve("trusted-keys")),
        policy(parts),
        parts.clock);
  }
}
