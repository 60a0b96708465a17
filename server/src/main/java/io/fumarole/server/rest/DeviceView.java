package io.fumarole.server.rest;

import io.fumarole.campaign.device.CertificateSubject;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.Rotation;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.protocol.fumo.FumoObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A device as the API shows it: no secrets, no nonces.
///
/// @param clientName the name it shows; absent when no secret is known
record DeviceView(
    String id,
    String standing,
    String profile,
    Optional<String> model,
    Optional<String> version,
    Optional<String> clientName,
    Optional<String> serverName,
    Optional<String> address,
    Map<String, String> labels,
    Map<String, String> inventory,
    Optional<ObjectView> object,
    Optional<RotationView> rotation,
    Optional<String> certificate,
    Instant firstSeen,
    Instant lastSeen) {
  /// New secrets on their way to it.
  ///
  /// @param state `ordered`; `sent`, when it is let in with either; `shown`, when it has used it
  /// @param why in words
  record RotationView(String state, int sendings, String why) {
    static RotationView of(Rotation rotation) {
      String state = rotation.isShown() ? "shown" : rotation.isOut() ? "sent" : "ordered";
      return new RotationView(state, rotation.sendings(), rotation.words());
    }
  }

  /// Its firmware update object.
  record ObjectView(String root, List<String> parts, Optional<Integer> state, String stateName) {
    static ObjectView of(FumoObject object) {
      return new ObjectView(
          object.root().toString(),
          object.parts().stream().map(Input::word).sorted().toList(),
          object.state(),
          object.knownState().map(it -> it.title()).orElse("unknown"));
    }
  }

  static DeviceView of(Device device, Labels labels) {
    return new DeviceView(
        device.id().value(),
        Input.word(device.standing()),
        device.profile(),
        device.model(),
        device.version(),
        device.client().map(it -> it.name()),
        device.server().map(it -> it.name()),
        device.address(),
        labels.values(),
        new TreeMap<>(device.inventory()),
        device.object().map(ObjectView::of),
        device.rotation().map(RotationView::of),
        device.certificate().map(CertificateSubject::toString),
        device.firstSeen(),
        device.lastSeen());
  }
}
