package io.fumarole.campaign.profile;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoObject.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A profile for the model of a device that was in session: what the server has read of it, over
/// the profile that it has now.
final class LearntProfile {
  private final Device device;
  private final ModelProfile now;
  private final FumoObject object;
  private final List<String> found = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  private LearntProfile(Device device, ModelProfile now, FumoObject object) {
    this.device = device;
    this.now = now;
    this.object = object;
  }

  /// @param name of the profile; without it, made from the model
  static ProfileProposal of(Device device, ModelProfile now, Optional<String> name)
      throws ProfileException {
    FumoObject object =
        device
            .object()
            .orElseThrow(
                () ->
                    new ProfileException(
                        device.id().value(),
                        "",
                        "no firmware update object was read of it yet: it is in a session that has"
                            + " something to do, such as a deployment"));
    return new LearntProfile(device, now, object).propose(name);
  }

  private ProfileProposal propose(Optional<String> name) throws ProfileException {
    found.add("firmware update object at " + object.root());
    List<String> operations = operations();
    List<String> deliveries = deliveries();
    if (operations.isEmpty() || deliveries.isEmpty())
      throw new ProfileException(
          device.id().value(),
          "",
          "its object at %s can take no firmware: it has %s"
              .formatted(object.root(), object.parts()));
    found.add("operations: " + String.join(", ", operations));
    found.add("deliveries that its nodes allow: " + String.join(", ", deliveries));
    device
        .model()
        .ifPresentOrElse(
            model -> found.add("model " + model),
            () -> unknown.add("the model's name (Mod): fill in matches"));
    device
        .version()
        .ifPresentOrElse(
            version ->
                found.add(
                    "the running version is in %s: %s"
                        .formatted(now.dialect().versionNode(), version)),
            () ->
                unknown.add(
                    "where the running version is: %s gave none"
                        .formatted(now.dialect().versionNode())));
    rest();
    var draft =
        new ProfileDraft(
            name.orElseGet(() -> ProfileDraft.slug(device.model())),
            "Learnt from device " + device.id(),
            device.model(),
            Optional.of(object.root()),
            now.dialect().versionNode(),
            false,
            object.has(Part.PKG_NAME) || object.has(Part.PKG_VERSION),
            now.clientScheme(),
            now.serverScheme(),
            deliveries,
            operations,
            device.version().isEmpty());
    return draft.proposal(device.id().value(), found, unknown);
  }

  private List<String> operations() {
    List<String> operations = new ArrayList<>();
    if (object.has(Part.DOWNLOAD_AND_UPDATE)) operations.add("download-and-update");
    if (object.has(Part.DOWNLOAD) && object.has(Part.UPDATE)) operations.add("download");
    if (object.has(Part.UPDATE)) operations.add("update");
    return operations;
  }

  private List<String> deliveries() {
    List<String> deliveries = new ArrayList<>();
    boolean takesUrl =
        object.has(Part.DOWNLOAD_AND_UPDATE)
            || (object.has(Part.DOWNLOAD) && object.has(Part.UPDATE));
    if (takesUrl) deliveries.addAll(List.of("direct", "descriptor"));
    if (object.has(Part.UPDATE) && object.has(Part.PKG_DATA) && takesLargeObjects())
      deliveries.add("dm");
    return deliveries;
  }

  private boolean takesLargeObjects() {
    boolean isFalse =
        device
            .get("LrgObj")
            .filter(value -> value.toLowerCase(Locale.ROOT).equals("false"))
            .isPresent();
    if (isFalse) found.add("LrgObj is false: no package over DM");
    return !isFalse;
  }

  private void rest() {
    unknown.add(
        "authentication: as in profile %s, client %s and server %s"
            .formatted(
                now.name(),
                now.clientScheme().name().toLowerCase(Locale.ROOT),
                now.serverScheme().name().toLowerCase(Locale.ROOT)));
    unknown.add("whether PkgURL is taken as a package or only as a descriptor: direct is first");
    unknown.add("whether it knows Sequence: plain commands are what every client takes");
    unknown.add("what it means by result codes of its own: none are named");
    unknown.add("which of its nodes may be written and run: its rights are not read");
  }
}
