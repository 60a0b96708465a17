package io.fumarole.server.bootstrap;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AppAuth;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmAccount;
import io.fumarole.protocol.dm.bootstrap.AccessPoint;
import io.fumarole.protocol.dm.bootstrap.Bootstrap;
import io.fumarole.protocol.dm.bootstrap.BootstrapPush;
import io.fumarole.protocol.dm.bootstrap.Profile;
import io.fumarole.protocol.dm.bootstrap.Protection;
import io.fumarole.protocol.dm.bootstrap.SharedSecrets;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.dm.session.Nonces;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.LiveProfiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes the bootstrap message of a device, and stores what its secrets are checked by in the same
/// step. The secrets themselves are in the message and in the answer, and kept nowhere. Spec:
/// notification 4.
public final class Bootstrapper {
  private static final int MOST_TRIES = 10;
  private static final int TRANSACTION_IDS = 0x100;

  /// 128 bits.
  private static final int SECRET_OCTETS = 16;

  /// What a user types without a mistake, and nobody guesses in three.
  private static final int PIN_DIGITS = 8;

  private static final String ACCESS_POINT = "NAP1";

  private final DeviceStore devices;
  private final LiveProfiles profiles;
  private final Nonces nonces;
  private final RandomGenerator random;
  private final String serverId;
  private final String serverUrl;

  /// @param nonces those that sessions begin with
  /// @param random of cryptographic strength
  /// @param serverUrl where devices send their messages
  public Bootstrapper(
      DeviceStore devices,
      LiveProfiles profiles,
      Nonces nonces,
      RandomGenerator random,
      String serverId,
      String serverUrl) {
    this.devices = devices;
    this.profiles = profiles;
    this.nonces = nonces;
    this.random = random;
    this.serverId = serverId;
    this.serverUrl = serverUrl;
  }

  /// What is wanted; secrets that are left out are made.
  ///
  /// @param model name of the device's [ModelProfile]; empty: as it is, or the usual one
  /// @param apn an access point to set up as well
  /// @param replaces whether a device may lose the accounts that it has
  public record Wanted(
      DeviceId device,
      Profile profile,
      Protection protection,
      Optional<String> imsi,
      Optional<String> pin,
      Optional<String> model,
      Optional<String> user,
      Optional<String> secret,
      Optional<String> serverSecret,
      Optional<String> apn,
      boolean replaces) {}

  /// The secrets in the message. Shown once, to whoever asked for it.
  ///
  /// @param pin for the user, when the protection has one
  public record Secrets(
      String user, Optional<String> secret, Optional<String> serverSecret, Optional<String> pin) {
    @Override
    public String toString() {
      return "Secrets[" + user + "]";
    }
  }

  public sealed interface Outcome {
    /// @param isNew whether the device was added
    record Built(WspPush push, Secrets secrets, boolean isNew) implements Outcome {}

    /// The device has accounts, and nobody said that they may go.
    record Occupied() implements Outcome {}

    record Impossible(String words) implements Outcome {}
  }

  public Outcome bootstrap(Wanted wanted, Instant now) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<Device> found = devices.find(wanted.device());
      boolean hasAccounts = found.flatMap(it -> it.client().or(it::server)).isPresent();
      if (hasAccounts && !wanted.replaces()) return new Outcome.Occupied();
      Optional<ModelProfile> model = model(wanted, found);
      if (model.isEmpty())
        return new Outcome.Impossible("no profile '%s'".formatted(wanted.model().orElse("")));
      if (model.get().clientScheme() == AuthScheme.NONE)
        return new Outcome.Impossible(
            "profile %s asks devices for no credentials, so there is no account to set up: choose another"
                .formatted(model.get().name()));
      Secrets secrets = secrets(wanted, model.get());
      Octets serverNonce = Octets.wrap(randomOctets());
      Device device = device(wanted, found, model.get(), secrets, serverNonce, now);
      // Packed first: what cannot be packed must not change the device.
      WspPush push = push(wanted, secrets, model.get(), device);
      boolean isStored = found.isEmpty() ? devices.add(device) : devices.update(device);
      if (isStored) return new Outcome.Built(push, secrets, found.isEmpty());
    }
    return new Outcome.Impossible("device " + wanted.device() + " keeps changing: try again");
  }

  private Optional<ModelProfile> model(Wanted wanted, Optional<Device> found) {
    Optional<String> name = wanted.model().or(() -> found.map(Device::profile));
    return name.isPresent()
        ? profiles.find(name.get())
        : Optional.of(profiles.forModel(Optional.empty()));
  }

  private Secrets secrets(Wanted wanted, ModelProfile model) {
    boolean serverShowsItself = model.serverScheme() != AuthScheme.NONE;
    boolean hasPin =
        switch (wanted.protection()) {
          case USERPIN, USERNETWPIN -> true;
          case NETWPIN, USERPINMAC -> false;
        };
    return new Secrets(
        wanted.user().orElse(wanted.device().value()),
        Optional.of(wanted.secret().orElseGet(this::randomSecret)),
        serverShowsItself
            ? Optional.of(wanted.serverSecret().orElseGet(this::randomSecret))
            : Optional.empty(),
        hasPin ? Optional.of(wanted.pin().orElseGet(this::randomPin)) : Optional.empty());
  }

  /// What sessions are checked by: the hash of a secret is enough, unless it has to be shown.
  private Device device(
      Wanted wanted,
      Optional<Device> found,
      ModelProfile model,
      Secrets secrets,
      Octets serverNonce,
      Instant now) {
    Optional<Account> client =
        secrets.secret().map(it -> Account.of(secrets.user(), it).hashOnly());
    Optional<Account> server =
        secrets
            .serverSecret()
            .map(it -> Account.of(serverId, it))
            .map(it -> model.serverScheme() == AuthScheme.BASIC ? it : it.hashOnly());
    Device device =
        found
            .map(it -> it.accepted().withAccounts(model.name(), client, server))
            .orElseGet(() -> Device.enrolled(wanted.device(), model.name(), client, server, now));
    return device.withNewNonces(serverNonce);
  }

  private WspPush push(Wanted wanted, Secrets secrets, ModelProfile model, Device device) {
    List<AppAuth> credentials = new ArrayList<>();
    Octets clientNonce = nonces.forSession(device.id().value(), device.nonceCounter());
    secrets
        .secret()
        .map(it -> auth("1", AppAuth.Level.CLCRED, model.clientScheme(), secrets.user(), it))
        .map(auth -> auth.withData(clientNonce))
        .ifPresent(credentials::add);
    secrets
        .serverSecret()
        .map(it -> auth("2", AppAuth.Level.SRVCRED, model.serverScheme(), serverId, it))
        .map(auth -> auth.withData(device.serverNonce()))
        .ifPresent(credentials::add);
    var account =
        new DmAccount(
            serverId,
            Optional.empty(),
            wanted.apn().map(_ -> ACCESS_POINT),
            List.of(DmAccount.Address.uri(serverUrl)),
            Optional.of(model.clientScheme().accountType()),
            credentials);
    List<AccessPoint> points =
        wanted.apn().map(it -> AccessPoint.apn(ACCESS_POINT, it)).stream().toList();
    Octets body =
        BootstrapPush.body(
            wanted.profile(), new Bootstrap(account, true, points), device.id().value());
    return BootstrapPush.pack(
        random.nextInt(TRANSACTION_IDS),
        wanted.profile(),
        wanted.protection(),
        new SharedSecrets(wanted.imsi(), secrets.pin()),
        body);
  }

  private static AppAuth auth(
      String node, AppAuth.Level level, AuthScheme scheme, String name, String secret) {
    return AppAuth.of(node, level, scheme, name, secret);
  }

  private byte[] randomOctets() {
    byte[] octets = new byte[SECRET_OCTETS];
    random.nextBytes(octets);
    return octets;
  }

  private String randomSecret() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(randomOctets());
  }

  private String randomPin() {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < PIN_DIGITS; i++) digits.append(random.nextInt(10));
    return digits.toString();
  }
}
