package io.fumarole.server;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployer;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.Timekeeper;
import io.fumarole.campaign.deployment.Withdrawal;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.Circumstances;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.campaign.exchange.Quarantine;
import io.fumarole.campaign.exchange.Steps;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.plan.CampaignHolds;
import io.fumarole.campaign.plan.DryRun;
import io.fumarole.campaign.plan.InventoryTargets;
import io.fumarole.campaign.plan.PackageRemoval;
import io.fumarole.campaign.plan.Planner;
import io.fumarole.campaign.plan.TargetSelection;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.protocol.dm.session.ServerSession;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.server.DueWorker.Duty;
import io.fumarole.server.bootstrap.Bootstrapper;
import io.fumarole.server.dm.DmEndpoint;
import io.fumarole.server.dm.GuardedExchange;
import io.fumarole.server.dm.KeyedNonces;
import io.fumarole.server.dm.KeyedTokens;
import io.fumarole.server.dm.LiveTrace;
import io.fumarole.server.dm.RefusalLog;
import io.fumarole.server.download.Downloads;
import io.fumarole.server.download.SignedLinks;
import io.fumarole.server.download.StatusReports;
import io.fumarole.server.download.Withdrawn;
import io.fumarole.server.http.Admission;
import io.fumarole.server.http.HttpServer;
import io.fumarole.server.http.RequestBody;
import io.fumarole.server.http.RetryAfter;
import io.fumarole.server.metrics.MeteredExchange;
import io.fumarole.server.metrics.MeteredRequests;
import io.fumarole.server.notify.Notifier;
import io.fumarole.server.report.CampaignReport;
import io.fumarole.server.report.DeviceReport;
import io.fumarole.server.rest.BootstrapResource;
import io.fumarole.server.rest.CampaignsResource;
import io.fumarole.server.rest.DeploymentsResource;
import io.fumarole.server.rest.DeviceProfileResource;
import io.fumarole.server.rest.DeviceViews;
import io.fumarole.server.rest.DevicesResource;
import io.fumarole.server.rest.Doorkeeper;
import io.fumarole.server.rest.EventsResource;
import io.fumarole.server.rest.ExportResource;
import io.fumarole.server.rest.GroupsResource;
import io.fumarole.server.rest.HealthResource;
import io.fumarole.server.rest.Idempotency;
import io.fumarole.server.rest.ImportResource;
import io.fumarole.server.rest.LabelsResource;
import io.fumarole.server.rest.MetricsResource;
import io.fumarole.server.rest.NewDevices;
import io.fumarole.server.rest.NodeOrdersResource;
import io.fumarole.server.rest.NotificationsResource;
import io.fumarole.server.rest.NotifyResource;
import io.fumarole.server.rest.PackageIntake;
import io.fumarole.server.rest.PackagesResource;
import io.fumarole.server.rest.ProfilesResource;
import io.fumarole.server.rest.QuarantineResource;
import io.fumarole.server.rest.ReleasesResource;
import io.fumarole.server.rest.ReportsResource;
import io.fumarole.server.rest.RestApi;
import io.fumarole.server.rest.RestGate;
import io.fumarole.server.rest.SessionsResource;
import io.fumarole.server.rest.TokensResource;
import io.fumarole.server.rest.UploadsResource;
import io.fumarole.storage.Database;
import io.fumarole.storage.Settings;
import io.fumarole.storage.Stores;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;

/// A running server: its parts put together, and where it listens.
public final class FumaroleServer implements AutoCloseable {
  /// Orders to nodes.
  private static final int EXPIRED_AT_ONCE = 1_000;

  private static final Duration DEVICE_ASKED_LIFE = Duration.ofDays(7);

  private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 8;

  private final Stores stores;
  private final HttpServer http;
  private final DueWorker worker;
  private final Notifying notifying;
  private final LiveTrace trace;
  private final Metering metering;
  private final ApiToken token;
  private final Path tokenFile;
  private final String publicUrl;
  private final SignedLinks links;

  private FumaroleServer(
      Stores stores,
      HttpServer http,
      DueWorker worker,
      Notifying notifying,
      LiveTrace trace,
      Metering metering,
      ApiToken token,
      Path tokenFile,
      String publicUrl,
      SignedLinks links) {
    this.stores = stores;
    this.http = http;
    this.worker = worker;
    this.notifying = notifying;
    this.trace = trace;
    this.metering = metering;
    this.token = token;
    this.tokenFile = tokenFile;
    this.publicUrl = publicUrl;
    this.links = links;
  }

  public static FumaroleServer start(ServerSettings settings) throws IOException {
    return start(settings, InstantSource.system());
  }

  /// @throws IOException when the data directory or the port cannot be used, saying which
  public static FumaroleServer start(ServerSettings settings, InstantSource clock)
      throws IOException {
    return start(settings, clock, Steps.UNWATCHED);
  }

  /// @param steps told of each step of an exchange
  public static FumaroleServer start(ServerSettings settings, InstantSource clock, Steps steps)
      throws IOException {
    Settings storage = settings.database().of(Settings.DEFAULT).withSteps(steps);
    Stores stores = Database.open(settings.data(), storage);
    try {
      return new Assembly(settings, clock, stores, steps).start();
    } catch (IOException | RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  /// Puts the parts together, in the order in which they need each other.
  private static final class Assembly {
    private final ServerSettings settings;
    private final InstantSource clock;
    private final Stores stores;
    private final Steps steps;
    private final SecureRandom random = new SecureRandom();
    private final ServerKeys keys;
    private final ModelProfiles profiles;
    private final Withdrawn withdrawn;
    private final Withdrawal withdrawal;
    private final LiveTrace trace;
    private final StorageWatch watch = new StorageWatch();
    private final RetryAfter retryAfter;
    private final Metering metering;
    private final Admission exchanges;
    private final Admission calls;

    Assembly(ServerSettings settings, InstantSource clock, Stores stores, Steps steps)
        throws IOException {
      this.settings = settings;
      this.clock = clock;
      this.stores = stores;
      this.steps = steps;
      this.retryAfter = new RetryAfter(settings.capacity().retryAfter(), random::nextInt);
      this.metering = Metering.of(stores, watch, version());
      this.exchanges = new Admission(exchangeBounds());
      this.calls = new Admission(callBounds());
      metering.metrics().queue("exchanges", exchanges::inside);
      metering.metrics().queue("calls", calls::inside);
      this.keys = ServerKeys.of(stores.keys(), random);
      boolean isOpen = settings.unknownDevices() == UnknownDevices.OPEN;
      this.profiles =
          ProfileFiles.load(
              settings.data().resolve("profiles"),
              isOpen ? ModelProfiles.OPEN : ModelProfiles.STRICT);
      this.withdrawn = new Withdrawn(settings.linkLifetime());
      this.withdrawal =
          new Withdrawal(
              stores.releases(), stores.packages(), metering.deployments(), withdrawn::consider);
      this.trace = new LiveTrace(stores.traces(), settings.trace());
    }

    FumaroleServer start() throws IOException {
      Path tokenFile = settings.data().resolve("api-token");
      ApiToken token = ApiToken.of(stores.keys(), tokenFile, random);
      withdrawn.refresh(metering.deployments(), clock.instant());
      HttpServer http = bind();
      try {
        String url = settings.publicUrl().orElse("http://" + hostName() + ":" + http.port());
        Notifying notifying = notifying(url);
        try {
          return serve(http, url, new Access(token, tokenFile), notifying);
        } catch (RuntimeException | IOException e) {
          notifying.close();
          throw e;
        }
      } catch (RuntimeException | IOException e) {
        http.stop();
        throw e;
      }
    }

    /// @param file where a new token was written
    private record Access(ApiToken token, Path file) {}

    private FumaroleServer serve(HttpServer http, String url, Access access, Notifying notifying)
        throws IOException {
      var links = new SignedLinks(url, keys.links(), settings.linkLifetime());
      var first =
          new Handler.Sequence(
              new MeteredRequests(metering.metrics()),
              notifying.reports(),
              new Downloads(links, stores.content(), withdrawn, clock, retryAfter),
              new StatusReports(links, metering.deployments(), clock, watch, retryAfter),
              new RestGate(calls, retryAfter));
      http.start(first, javalin(url, links, access.token(), notifying.notifier()));
      DueWorker worker = worker(notifying.notifier());
      worker.start();
      notifying.start();
      new LeftImports(stores.imports(), clock).start();
      return new FumaroleServer(
          stores,
          http,
          worker,
          notifying,
          trace,
          metering,
          access.token(),
          access.file(),
          url,
          links);
    }

    private Notifying notifying(String url) {
      return Notifying.open(
          settings,
          stores,
          metering.deployments(),
          profiles,
          keys.reports(),
          url,
          watch,
          retryAfter,
          random::nextInt,
          clock);
    }

    private DueWorker worker(Notifier notifier) {
      var timekeeper =
          new Timekeeper(
              metering.deployments(),
              stores.devices(),
              profiles::of,
              new CampaignHolds(stores.campaigns(), this::zone),
              new DueEffects(withdrawn, notifier));
      var planner =
          new Planner(
              stores.campaigns(),
              stores.packages(),
              new InventoryTargets(stores.inventory(), selection()),
              deployer());
      // Time limits first: what has begun ends by itself, whatever else there is to do.
      return new DueWorker(
          Stream.of(
                  new Duty("time limits", "time limits passed deployments", timekeeper::round),
                  new Duty("releases", "releases withdrawn deployments", withdrawal::round),
                  new Duty("withdrawals of other nodes", Optional.empty(), this::takeInWithdrawn),
                  new Duty("campaigns", Optional.empty(), planner::round),
                  new Duty(
                      "orders to nodes", "orders to nodes expired orders", this::expireNodeOrders),
                  new Duty("uploads", "uploads expired uploads", stores.uploads()::expire),
                  new Duty(
                      "calls",
                      Optional.empty(),
                      now -> stores.calls().expire(now.minus(Idempotency.KEPT))))
              .map(metering::metered)
              .toList(),
          clock);
    }

    private int expireNodeOrders(Instant now) {
      return stores.nodeOrders().expire(now, EXPIRED_AT_ONCE);
    }

    private int takeInWithdrawn(Instant now) {
      withdrawn.refresh(metering.deployments(), now);
      return 0;
    }

    private TargetSelection selection() {
      return new TargetSelection(new Groups(stores.groups()));
    }

    /// What the label says, by whose clock a campaign's windows open.
    private Optional<ZoneId> zone(DeviceId device) {
      return stores.inventory().find(device).flatMap(it -> it.labels().zone());
    }

    private Deployer deployer() {
      return new Deployer(
          stores.devices(), stores.packages(), metering.deployments(), profiles::of);
    }

    private HttpServer bind() throws IOException {
      try {
        return HttpServer.bind(
            settings.host(),
            settings.port(),
            settings.behindProxy(),
            settings.capacity().connections());
      } catch (IOException e) {
        throw new IOException(
            "cannot listen on %s port %d: %s. Choose another port, or stop what listens there"
                .formatted(settings.host(), settings.port(), e.getMessage()),
            e);
      }
    }

    /// A name that devices can use: the wildcard address is none.
    private String hostName() throws IOException {
      boolean isAny = settings.host().equals("0.0.0.0") || settings.host().equals("::");
      String host = isAny ? java.net.InetAddress.getLocalHost().getHostAddress() : settings.host();
      return host.contains(":") ? "[" + host + "]" : host;
    }

    private Javalin javalin(String url, SignedLinks links, ApiToken token, Notifier notifier)
        throws IOException {
      Exchanger exchanger = exchanger(url, links);
      var refusals = new RefusalLog();
      var dm =
          new DmEndpoint(
              new MeteredExchange(
                  new GuardedExchange(exchanger::answer, exchanges, watch, refusals),
                  metering.metrics()),
              Limits.DEFAULT.messageOctets(),
              RequestBody.LONGEST,
              clock,
              retryAfter,
              refusals);
      var api =
          new RestApi(
              new Doorkeeper(token, stores.tokens(), metering.throttle("api"), clock),
              new Idempotency(stores.calls(), clock),
              resources(url, notifier),
              watch,
              retryAfter);
      return WebApp.create(dm, api);
    }

    private Admission.Bounds exchangeBounds() {
      ServerSettings.Capacity capacity = settings.capacity();
      return new Admission.Bounds(capacity.exchanges(), capacity.waiting(), capacity.patience());
    }

    private Admission.Bounds callBounds() {
      ServerSettings.Capacity capacity = settings.capacity();
      return new Admission.Bounds(capacity.calls(), capacity.calls(), capacity.patience());
    }

    private BootstrapSecrets secrets() {
      return new BootstrapSecrets(profiles, stores.keys());
    }

    private Exchanger exchanger(String url, SignedLinks links) {
      var circumstances =
          new Circumstances(
              new Circumstances.Settings(
                  url + DmEndpoint.PATH,
                  settings.serverId(),
                  Limits.DEFAULT.messageOctets(),
                  ServerSession.LARGEST_OBJECT,
                  settings.unknownDevices(),
                  settings.mostUnknownDevices(),
                  DEVICE_ASKED_LIFE,
                  clock.instant()),
              secrets(),
              new KeyedNonces(keys.nonces()),
              new KeyedTokens(keys.sessions()),
              links,
              stores.content(),
              this::newDeploymentId,
              () -> UUID.randomUUID().toString());
      return new Exchanger(
          metering.exchange(),
          trace,
          metering.throttle("device"),
          circumstances,
          Limits.DEFAULT,
          steps);
    }

    private DeploymentId newDeploymentId() {
      return new DeploymentId(newId());
    }

    private String newId() {
      var id = new StringBuilder();
      for (int i = 0; i < ID_LENGTH; i++)
        id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
      return id.toString();
    }

    private Bootstrapper bootstrapper(String url) {
      return new Bootstrapper(
          stores.devices(),
          profiles,
          new KeyedNonces(keys.nonces()),
          random,
          settings.serverId(),
          url + DmEndpoint.PATH);
    }

    private PackageIntake intake(PackageRemoval removal) {
      return new PackageIntake(
          stores.packages(),
          stores.releases(),
          stores.content(),
          removal,
          new TrustedFolder(settings.data().resolve("trusted-keys")),
          new PackageIntake.Policy(settings.allowUnsigned(), settings.autoRelease()),
          clock);
    }

    private List<RestApi.Resource> resources(String url, Notifier notifier) throws IOException {
      var removal = new PackageRemoval(stores.packages(), stores.campaigns(), stores.content());
      removal.clear();
      PackageIntake intake = intake(removal);
      var groups = new Groups(stores.groups());
      var fresh = new NewDevices(profiles, settings.serverId());
      return List.of(
          new DevicesResource(stores.devices(), stores.inventory(), groups, fresh, clock),
          new ImportResource(stores.imports(), fresh, () -> UUID.randomUUID().toString(), clock),
          new ExportResource(stores.inventory(), groups, clock),
          new LabelsResource(stores.inventory(), groups, clock),
          new QuarantineResource(
              new Quarantine(metering.exchange(), profiles::of),
              new DeviceViews(stores.devices(), stores.inventory()),
              clock),
          new NodeOrdersResource(stores.nodeOrders(), stores.devices(), clock),
          new GroupsResource(groups, stores.inventory(), clock),
          new PackagesResource(stores.packages(), intake, removal),
          new UploadsResource(stores.uploads(), intake, clock),
          new ReleasesResource(stores.releases(), stores.packages(), withdrawal, removal, clock),
          new DeploymentsResource(
              deployer(),
              metering.deployments(),
              stores.packages(),
              withdrawn,
              this::newDeploymentId,
              clock),
          new CampaignsResource(
              stores.campaigns(),
              metering.deployments(),
              stores.devices(),
              new DryRun(stores.inventory(), stores.packages(), selection()),
              this::zone,
              () -> new CampaignId(newId()),
              clock),
          new ReportsResource(
              stores.campaigns(),
              stores.devices(),
              new CampaignReport(stores.campaigns(), clock),
              new DeviceReport(metering.deployments(), stores.campaigns(), clock)),
          new SessionsResource(trace, stores::flush),
          new NotifyResource(notifier, clock),
          new NotificationsResource(stores.notifications(), stores.devices(), clock),
          new BootstrapResource(bootstrapper(url), clock),
          new EventsResource(metering.deployments()),
          new ProfilesResource(profiles, secrets()),
          new DeviceProfileResource(stores.devices(), profiles),
          new TokensResource(
              stores.tokens(), this::newId, () -> ServerKeys.freshText(random), clock),
          new MetricsResource(metering.metrics()::scrape),
          new HealthResource(
              new HealthProbe(stores.keys()), watch, stores.content()::damaged, version()));
    }
  }

  static String version() {
    return Optional.ofNullable(FumaroleServer.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  public int port() {
    return http.port();
  }

  /// Where devices and operators reach the server, without a slash at the end.
  public String url() {
    return publicUrl;
  }

  /// What devices are given as the server's address.
  public String dmUrl() {
    return publicUrl + DmEndpoint.PATH;
  }

  /// The API token, only at the start that made it.
  public Optional<String> freshToken() {
    return token.fresh();
  }

  /// Where a new token was written.
  public Path tokenFile() {
    return tokenFile;
  }

  /// The messages as they come and go.
  public LiveTrace trace() {
    return trace;
  }

  /// Makes the addresses that devices download from.
  public SignedLinks links() {
    return links;
  }

  /// What drives the time limits.
  DueWorker worker() {
    return worker;
  }

  public Stores stores() {
    return stores;
  }

  /// Answers what is at work, writes what is behind, and closes the database.
  public void stop() {
    worker.stop();
    http.stop();
    metering.metrics().close();
    notifying.close();
    stores.close();
  }

  @Override
  public void close() {
    stop();
  }
}
