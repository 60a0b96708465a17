package io.fumarole.server;

import io.fumarole.campaign.deployment.Deployer;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.Withdrawal;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.plan.TargetSelection;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.server.dm.LiveTrace;
import io.fumarole.server.download.MappedFiles;
import io.fumarole.server.download.Withdrawn;
import io.fumarole.server.http.RetryAfter;
import io.fumarole.server.lab.RehearsalDesk;
import io.fumarole.server.stream.Watch;
import io.fumarole.server.telemetry.Telemetry;
import io.fumarole.server.tls.LiveTls;
import io.fumarole.storage.Stores;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What the rooms of the server share: made once, before any of them.
final class Parts {
  private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 8;

  final ServerSettings settings;
  final InstantSource clock;
  final Stores stores;
  final SecureRandom random = new SecureRandom();
  final ServerKeys keys;
  final LiveProfiles profiles;
  final MappedFiles mapped;
  final Withdrawn withdrawn;
  final Withdrawal withdrawal;
  final LiveTrace trace;
  final Watch news;
  final StorageWatch watch = new StorageWatch();
  final RetryAfter retryAfter;
  final Metering metering;
  final Optional<LiveTls> tls;
  final Optional<Telemetry> telemetry;
  final Forgotten forgotten;
  final Brought brought;
  final RehearsalDesk rehearsals;

  Parts(ServerSettings settings, InstantSource clock, Stores stores, Brought brought)
      throws IOException {
    this.brought = brought;
    this.settings = settings;
    // What is stored has milliseconds: what is answered at once is what is shown later.
    this.clock = () -> clock.instant().truncatedTo(ChronoUnit.MILLIS);
    this.stores = stores;
    this.tls =
        settings.tls().isSet()
            ? Optional.of(LiveTls.open(settings.tls(), clock.instant()))
            : Optional.empty();
    this.retryAfter = new RetryAfter(settings.capacity().retryAfter(), random::nextInt);
    this.metering = Metering.of(stores, watch, FumaroleServer.version());
    tls.ifPresent(
        it ->
            metering
                .metrics()
                .time(
                    "tls.certificate.expires",
                    "When the certificate in use ends, in seconds since 1970",
                    it::expires));
    tls.ifPresent(
        it ->
            metering
                .metrics()
                .counted(
                    "tls.handshakes.failed",
                    "Peers that made no connection, because the TLS handshake failed",
                    it::failedHandshakes));
    this.forgotten = new Forgotten(stores.database()::forgottenSessions);
    this.news = new Watch(stores.news(), clock);
    this.keys = ServerKeys.of(stores.keys(), random);
    boolean isOpen = settings.unknownDevices() == UnknownDevices.OPEN;
    this.profiles =
        LiveProfiles.open(
            ProfileFiles.load(settings.data().resolve("profiles")),
            isOpen ? ModelProfiles.OPEN : ModelProfiles.STRICT,
            stores.profiles());
    this.rehearsals =
        new RehearsalDesk(brought.rehearsals(), stores, profiles, this::newId, this.clock);
    this.mapped = new MappedFiles(this.clock);
    this.withdrawn = new Withdrawn(settings.linkLifetime());
    this.withdrawal =
        new Withdrawal(
            stores.releases(), stores.packages(), metering.deployments(), withdrawn::consider);
    this.telemetry = Telemetry.open(settings.telemetry(), FumaroleServer.version());
    this.trace = new LiveTrace(stores.traces(), settings.trace());
  }

  TargetSelection selection() {
    return new TargetSelection(new Groups(stores.groups()));
  }

  /// What the label says, by whose clock a campaign's windows open.
  Optional<ZoneId> zone(DeviceId device) {
    return labels(device).zone();
  }

  Labels labels(DeviceId device) {
    return stores.inventory().find(device).map(DeviceEntry::labels).orElse(Labels.NONE);
  }

  Deployer deployer() {
    return new Deployer(stores.devices(), stores.packages(), metering.deployments(), profiles::of);
  }

  BootstrapSecrets secrets() {
    return new BootstrapSecrets(profiles, stores.keys());
  }

  DeploymentId newDeploymentId() {
    return new DeploymentId(newId());
  }

  String newId() {
    var id = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++)
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    return id.toString();
  }
}
