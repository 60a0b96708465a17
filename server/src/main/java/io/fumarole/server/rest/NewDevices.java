package io.fumarole.server.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.fumarole.campaign.device.CertificateSubject;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.server.LiveProfiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Devices as operators describe them, one by one or in an import.
public final class NewDevices {
  /// Of a host's name, and a port.
  private static final int LONGEST_ADDRESS = 261;

  private final LiveProfiles profiles;
  private final String serverId;

  public NewDevices(LiveProfiles profiles, String serverId) {
    this.profiles = profiles;
    this.serverId = serverId;
  }

  /// A new device as the operator describes it.
  ///
  /// @param client what the device shows to the server
  /// @param server what the server shows to the device
  /// @param certificate the subject of the one that it has to show when it connects
  record NewDevice(
      Optional<String> id,
      Optional<String> profile,
      Optional<NewAccount> client,
      Optional<NewAccount> server,
      Optional<String> address,
      Optional<String> certificate) {}

  /// The same on a line of an import. What only devices tell may stand there, as in an export, and
  /// is passed over.
  @JsonIgnoreProperties({
    "standing",
    "manufacturer",
    "model",
    "version",
    "hardware",
    "language",
    "firstSeen",
    "lastSeen"
  })
  record ImportedDevice(
      Optional<String> id,
      Optional<String> profile,
      Optional<NewAccount> client,
      Optional<NewAccount> server,
      Optional<String> address,
      Optional<String> certificate,
      @JsonSetter(contentNulls = Nulls.SET) Optional<Map<String, String>> labels) {
    NewDevice device() {
      return new NewDevice(id, profile, client, server, address, certificate);
    }
  }

  /// @param scheme only to be sure: the profile decides
  record NewAccount(Optional<String> scheme, Optional<String> name, Optional<String> secret) {}

  /// What an accepted device gets; what is absent stays as it is.
  record Terms(Optional<String> profile, Optional<NewAccount> client, Optional<NewAccount> server) {
    boolean isEmpty() {
      return profile.isEmpty() && client.isEmpty() && server.isEmpty();
    }
  }

  Device device(NewDevice given, Instant now) {
    DeviceId id = id(Input.needed(given.id(), "id"));
    ModelProfile profile = profile(given.profile());
    Optional<Account> client = given.client().map(it -> client(it, profile));
    Optional<Account> server = given.server().map(it -> server(it, profile));
    return Device.enrolled(id, profile.name(), client, server, now)
        .withAddress(given.address().map(NewDevices::address))
        .withCertificate(given.certificate().map(NewDevices::certificate));
  }

  private static CertificateSubject certificate(String text) {
    try {
      return CertificateSubject.parse(text);
    } catch (IllegalArgumentException refused) {
      throw BadRequest.about("certificate", String.valueOf(refused.getMessage()));
    }
  }

  private static String address(String text) {
    if (text.length() > LONGEST_ADDRESS || text.chars().anyMatch(c -> c <= ' ' || c == 0x7F))
      throw BadRequest.about(
          "address",
          "an address has at most %d characters, no blanks or controls among them"
              .formatted(LONGEST_ADDRESS));
    return text;
  }

  private static DeviceId id(String text) {
    try {
      return new DeviceId(text);
    } catch (IllegalArgumentException refused) {
      throw BadRequest.about("id", String.valueOf(refused.getMessage()));
    }
  }

  Device on(Terms terms, Device device) {
    ModelProfile profile = profile(terms.profile().or(() -> Optional.of(device.profile())));
    return device.withAccounts(
        profile.name(),
        terms.client().map(it -> client(it, profile)).or(device::client),
        terms.server().map(it -> server(it, profile)).or(device::server));
  }

  private ModelProfile profile(Optional<String> name) {
    if (name.isEmpty()) return profiles.forModel(Optional.empty());
    List<String> names = profiles.all().stream().map(ModelProfile::name).toList();
    return profiles
        .find(name.get())
        .orElseThrow(
            () ->
                BadRequest.about(
                    "profile", "no profile '%s': one of %s".formatted(name.get(), names)));
  }

  private static Account client(NewAccount given, ModelProfile profile) {
    requireScheme("client", given, profile, profile.clientScheme());
    String name = Input.needed(given.name(), "client.name");
    // The hash is enough to check every scheme: the secret itself is not kept.
    return Account.of(name, Input.needed(given.secret(), "client.secret")).hashOnly();
  }

  private Account server(NewAccount given, ModelProfile profile) {
    requireScheme("server", given, profile, profile.serverScheme());
    Account account =
        Account.of(given.name().orElse(serverId), Input.needed(given.secret(), "server.secret"));
    return profile.serverScheme() == AuthScheme.BASIC ? account : account.hashOnly();
  }

  private static void requireScheme(
      String side, NewAccount given, ModelProfile profile, AuthScheme scheme) {
    if (given.scheme().isEmpty()) return;
    AuthScheme asked = Input.word(side + ".scheme", given.scheme().get(), AuthScheme.values());
    if (asked != scheme)
      throw BadRequest.about(
          side + ".scheme",
          "%s.scheme is %s in profile %s: leave it out, or choose a profile with %s"
              .formatted(side, Input.word(scheme), profile.name(), Input.word(asked)));
  }
}
