package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances.Settings;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.exchange.ExchangeStore.Strangers;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.session.Peer;
import io.fumarole.protocol.dm.session.Received;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Who is let in, and what must be shown.
final class Admission {
  private Admission() {}

  /// The device as known, or as the policy takes in one that is not; empty when it is refused.
  static Optional<Device> of(
      Loaded loaded, Received received, Circumstances circumstances, Instant now) {
    if (loaded.device().isPresent()) return loaded.device();
    boolean isRefused = refusal(loaded, received, circumstances).isPresent();
    return isRefused ? Optional.empty() : Optional.of(stranger(received, circumstances, now));
  }

  /// Why a device that nobody added is not taken in, and what an operator may do about it.
  static Optional<String> refusal(Loaded loaded, Received received, Circumstances circumstances) {
    Settings settings = circumstances.settings();
    if (!DeviceId.isValid(received.message().header().source().locUri()))
      return Optional.of("unknown device: its Source is no device id");
    if (settings.unknownDevices() == UnknownDevices.REFUSE)
      return Optional.of("unknown device: add it, or start the server with --open");
    if (settings.unknownDevices() == UnknownDevices.BOOTSTRAP)
      return unproven(circumstances.profiles().forModel(model(received)), circumstances);
    if (loaded.strangers() >= settings.mostUnknownDevices())
      return Optional.of(
          "unknown device: there are %d already that nobody added (mostUnknownDevices). %s, add this one, or raise the setting"
              .formatted(settings.mostUnknownDevices(), makesRoom(settings.unknownDevices())));
    return Optional.empty();
  }

  private static String makesRoom(UnknownDevices policy) {
    return policy == UnknownDevices.OPEN
        ? "Give those that are yours a secret (device accept)"
        : "Accept those that are yours";
  }

  /// Why a device of this profile cannot show that it was delivered with a secret.
  private static Optional<String> unproven(ModelProfile profile, Circumstances circumstances) {
    if (profile.clientScheme() == AuthScheme.NONE)
      return Optional.of(
          "unknown device: profile " + profile.name() + " asks for no credentials, so add it");
    return circumstances.profiles().bootstrapSecret(profile).isPresent()
        ? Optional.empty()
        : Optional.of(
            "unknown device: profile %s has no bootstrap secret: give it one with 'profile secret', or add the device"
                .formatted(profile.name()));
  }

  /// Those that count against the bound, when there is one: whoever knows a secret is no stranger.
  static Optional<Strangers> toCount(Settings settings) {
    return Optional.of(settings.unknownDevices())
        .filter(it -> it != UnknownDevices.BOOTSTRAP)
        .flatMap(UnknownDevices::standing)
        .map(standing -> new Strangers(standing, settings.mostUnknownDevices()));
  }

  /// A device nobody added, with the profile of its model.
  static Device stranger(Received received, Circumstances circumstances, Instant now) {
    String source = received.message().header().source().locUri();
    var id = new DeviceId(DeviceId.isValid(source) ? source : "unnamed");
    ModelProfile profile = circumstances.profiles().forModel(model(received));
    return new Device(
        id,
        circumstances.settings().unknownDevices().standing().orElse(Device.Standing.PENDING),
        profile.name(),
        delivered(id, profile, circumstances),
        Optional.empty(),
        Octets.EMPTY,
        0,
        0,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        0,
        now,
        now,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /// The account that a device was delivered with, where unknown ones are taken in by it.
  private static Optional<Account> delivered(
      DeviceId id, ModelProfile profile, Circumstances circumstances) {
    boolean isAsked = circumstances.settings().unknownDevices() == UnknownDevices.BOOTSTRAP;
    return isAsked
        ? circumstances
            .profiles()
            .bootstrapSecret(profile)
            .map(secret -> Account.of(id.value(), secret).hashOnly())
        : Optional.empty();
  }

  private static Optional<String> model(Received received) {
    for (Command command : received.message().commands()) {
      if (!(command instanceof Command.Replace replace)) continue;
      for (Item item : replace.items()) {
        if (item.sourceUri().orElse("").endsWith("DevInfo/Mod")) return Optional.of(item.text());
      }
    }
    return Optional.empty();
  }

  /// The same for a device that may show the secret that was sent to it.
  static Peer showing(Account fresh, Peer peer) {
    return peer.withExpected(
        new Peer.Expected(peer.client().scheme(), Optional.of(fresh.hashOnly()), false));
  }

  /// What the session has to know. A device without a known secret is taken as it comes when it is
  /// pending (nothing is done to it) or the server is open; otherwise it is asked for credentials.
  static Peer peer(Device device, ModelProfile profile, Circumstances circumstances) {
    var settings = circumstances.settings();
    boolean anyone =
        device.client().isEmpty()
            && (device.standing() == Device.Standing.PENDING
                || settings.unknownDevices() == UnknownDevices.OPEN);
    Peer.Expected expected =
        anyone
            ? Peer.Expected.ANYTHING
            : new Peer.Expected(profile.clientScheme(), device.client(), false);
    return new Peer(
        settings.serverUri(),
        settings.serverId(),
        expected,
        device.serverAccount(0).isPresent() ? profile.serverScheme() : AuthScheme.NONE,
        device.serverAccount(0),
        device.serverNonce(),
        device.nonceCounter(),
        Optional.empty(),
        settings.maxMsgSize(),
        settings.maxObjSize(),
        profile.replyLimit(),
        profile.binaryAsBase64());
  }
}
