package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
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
      Optional<Device> known, Received received, Circumstances circumstances, Instant now) {
    if (known.isPresent()) return known;
    boolean hasId = DeviceId.isValid(received.message().header().source().locUri());
    boolean isRefused =
        circumstances.settings().unknownDevices() == UnknownDevices.REFUSE || !hasId;
    return isRefused ? Optional.empty() : Optional.of(stranger(received, circumstances, now));
  }

  /// A device nobody added, with the profile of its model.
  static Device stranger(Received received, Circumstances circumstances, Instant now) {
    String source = received.message().header().source().locUri();
    var id = new DeviceId(DeviceId.isValid(source) ? source : "unnamed");
    ModelProfile profile = circumstances.profiles().forModel(model(received));
    boolean isOpen = circumstances.settings().unknownDevices() == UnknownDevices.OPEN;
    return new Device(
        id,
        isOpen ? Device.Standing.ENROLLED : Device.Standing.PENDING,
        profile.name(),
        Optional.empty(),
        Optional.empty(),
        Octets.EMPTY,
        0,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        0,
        now,
        now,
        0);
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
        device.server().isPresent() ? profile.serverScheme() : AuthScheme.NONE,
        device.server(),
        device.serverNonce(),
        device.nonceCounter(),
        Optional.empty(),
        settings.maxMsgSize(),
        settings.maxObjSize(),
        profile.replyLimit(),
        profile.binaryAsBase64());
  }
}
