package io.fumarole.campaign.contract;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore.Changes;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.exchange.ExchangeStore.Lookup;
import io.fumarole.campaign.exchange.ExchangeStore.SessionChange;
import io.fumarole.campaign.exchange.Place;
import io.fumarole.campaign.exchange.StoredSession;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.Pace;
import io.fumarole.campaign.plan.Phase;
import io.fumarole.campaign.plan.Window;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.session.SessionState;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Octets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What every part of the suite starts from: an open storage and a few values to put into it.
public abstract class StoreContract {
  protected static final Instant NOW = Instant.parse("2026-03-01T08:00:00.123Z");
  protected static final DeviceId DEVICE = new DeviceId("IMEI:990012340056786");
  protected static final DeviceId OTHER = new DeviceId("IMEI:351756051523999");
  protected static final Lookup PLAIN = new Lookup(Set.of(), false, Optional.empty());

  private Optional<StoresUnderTest> open = Optional.empty();

  /// A storage without data.
  protected abstract StoresUnderTest openEmpty();

  @BeforeEach
  void openStores() {
    open = Optional.of(openEmpty());
  }

  @AfterEach
  void closeStores() {
    stores().close();
  }

  protected final StoresUnderTest stores() {
    return open.orElseThrow();
  }

  protected final void reopen() {
    open = Optional.of(stores().reopen());
  }

  protected static Device device(DeviceId id) {
    return Device.enrolled(
            id,
            "strict",
            Optional.of(Account.of("jo", "secret of " + id).hashOnly()),
            Optional.of(Account.of("server", "pässword")),
            NOW)
        .withInventory(Map.of("Mod", "M-1", Device.VERSION, "1.0"));
  }

  protected static FirmwarePackage firmware(String id, String to) {
    return new FirmwarePackage(
        new PackageId(id),
        "Firmware " + to,
        "Vulcan",
        "M-1",
        Optional.of("1.0"),
        to,
        "ab".repeat(32),
        16L << 20,
        FirmwarePackage.OCTET_STREAM,
        true,
        false,
        NOW);
  }

  protected static FirmwarePackage offered(FirmwarePackage p, String model, Instant added) {
    return new FirmwarePackage(
        p.id(),
        p.name(),
        p.vendor(),
        model,
        p.fromVersion(),
        p.toVersion(),
        p.sha256(),
        p.size(),
        p.contentType(),
        p.isSigned(),
        true,
        added);
  }

  protected static Deployment deployment(String id, DeviceId device) {
    return Deployment.scheduled(
        new DeploymentId(id),
        device,
        new PackageId("p1"),
        "2.0",
        Deployment.Wish.NONE,
        NOW,
        NOW.plusSeconds(3_600));
  }

  protected static CampaignPlan plan() {
    return new CampaignPlan(
        "2.0 for all",
        new CampaignPlan.Target("label.site==berlin", true),
        new CampaignPlan.Release("M-1", "2.0"),
        List.of(
            new Phase(
                "canary",
                new Phase.Share.Percent(12.5),
                Optional.of(new Phase.Success(90)),
                Optional.of(new Phase.Failure(Optional.of(3L), Optional.of(10.0), 20)),
                Duration.ofHours(24),
                Phase.Breach.ABORT),
            new Phase(
                "rest",
                new Phase.Share.Rest(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Phase.Breach.PAUSE)),
        CampaignPlan.Order.HASHED,
        Optional.of(NOW),
        Optional.of(NOW.plus(Duration.ofDays(30))),
        List.of(new Window(LocalTime.of(1, 0), LocalTime.of(5, 0), Set.of(DayOfWeek.SUNDAY))),
        ZoneId.of("Europe/Berlin"),
        new Pace(
            Optional.of(100L), Optional.of(50L), Optional.of(1L << 30), Duration.ofHours(1), 30),
        Duration.ofDays(7),
        Deployment.Wish.NONE,
        5);
  }

  protected static Attempt attempt(Deployment of) {
    return new Attempt(
        of.nextCorrelator(),
        Operation.DOWNLOAD_AND_UPDATE,
        Delivery.DIRECT,
        Optional.of("http://localhost/p1"),
        Attempt.Step.IN_DOUBT,
        Optional.empty(),
        NOW);
  }

  protected static Event event(DeviceId device, Optional<DeploymentId> deployment, String text) {
    return new Event(device, deployment, NOW, "exec", text);
  }

  protected static Event event(Deployment deployment) {
    return event(deployment.device(), Optional.of(deployment.id()), deployment.reason());
  }

  protected static Deployment ended(Deployment deployment) {
    return deployment.to(DeploymentState.SUCCEEDED, "the device runs 2.0", NOW.plusSeconds(9));
  }

  protected static StoredSession session(DeviceId device, String key, long message) {
    var trust =
        new SessionState.Trust(
            AuthScheme.MD5, true, true, 1, false, AuthScheme.MD5, Octets.utf8("nonce"), 0);
    var state =
        new SessionState(
            "1F",
            device.value(),
            message,
            message,
            Form.WBXML,
            16_384,
            Optional.empty(),
            trust,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false);
    return new StoredSession(
        key,
        state,
        Place.START,
        Octets.utf8("digest of message " + message),
        Octets.utf8("reply to " + message),
        Optional.of("hmac"),
        NOW);
  }

  protected static Changes changes(Device device, StoredSession session) {
    return new Changes(
        Optional.of(device), new SessionChange.Put(session), List.of(), List.of(), List.of());
  }

  /// Device, package and an open deployment in the storage, as the device path reads them.
  protected final Loaded prepared() {
    stores().devices().add(device(DEVICE));
    stores().packages().add(firmware("p1", "2.0"));
    Deployment deployment = deployment("d1", DEVICE);
    stores().deployments().add(deployment, event(deployment));
    return load();
  }

  protected final Loaded load() {
    return stores().exchange().load(DEVICE, PLAIN);
  }
}
