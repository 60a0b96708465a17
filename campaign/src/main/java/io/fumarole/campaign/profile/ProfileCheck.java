package io.fumarole.campaign.profile;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.RedirectUse;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.protocol.fumo.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Looks at a profile that can be read, for what it says in vain or at a price; and beside a device
/// of its model, for where the two disagree.
public final class ProfileCheck {
  /// A message with a package over DM has some hundred octets around its chunk.
  private static final long SMALL_REPLY = 4_096;

  private final ModelProfile profile;
  private final List<String> remarks = new ArrayList<>();

  private ProfileCheck(ModelProfile profile) {
    this.profile = profile;
  }

  /// @return in words, empty when there is nothing to say
  public static List<String> of(ModelProfile profile) {
    var check = new ProfileCheck(profile);
    check.ways();
    check.trust();
    return List.copyOf(check.remarks);
  }

  public static List<String> of(ModelProfile profile, Device device) {
    var check = new ProfileCheck(profile);
    check.model(device);
    device
        .object()
        .ifPresentOrElse(
            check::object,
            () ->
                check.remarks.add(
                    "device %s: its object was not read yet, so that nothing of it could be compared"
                        .formatted(device.id())));
    return List.copyOf(check.remarks);
  }

  /// Where it and others are in each other's way.
  ///
  /// @param others that there are beside it, whatever their names
  public static List<String> beside(ModelProfile profile, Collection<ModelProfile> others) {
    List<String> remarks = new ArrayList<>();
    for (ModelProfile other : others) {
      if (other.name().equals(profile.name())) continue;
      for (String model : profile.matches())
        if (other.matches().contains(model))
          remarks.add(
              "matches: profile %s names model %s, too; devices that make themselves known get one of them"
                  .formatted(other.name(), model));
    }
    return remarks;
  }

  /// What a change means to the devices that are there.
  public static List<String> ofChange(ModelProfile before, ModelProfile after) {
    List<String> remarks = new ArrayList<>();
    if (before.clientScheme() != after.clientScheme())
      remarks.add(
          "authentication client was %s and is %s: devices are challenged anew, in sessions under way too"
              .formatted(word(before.clientScheme()), word(after.clientScheme())));
    if (before.serverScheme() != AuthScheme.BASIC && after.serverScheme() == AuthScheme.BASIC)
      remarks.add(
          "authentication server basic: of the devices that are there only the secret's hash is kept, "
              + "so that they are shown nothing until each is given its server secret again");
    return remarks;
  }

  private void ways() {
    for (Operation operation : profile.operations())
      if (profile.deliveries().stream().noneMatch(operation::takes))
        remarks.add(
            operation == Operation.UPDATE
                ? "operation update: no delivery brings its package (dm would), so that it only installs what is on the device"
                : "operation %s: no delivery goes with it, so that it is never chosen"
                    .formatted(word(operation)));
    for (Delivery delivery : profile.deliveries())
      if (profile.operations().stream().noneMatch(operation -> operation.takes(delivery)))
        remarks.add(
            "delivery %s: no operation takes it, so that it is never chosen"
                .formatted(word(delivery)));
    boolean isOverDm = profile.deliveries().contains(Delivery.DM);
    if (profile.redirects() == RedirectUse.FOLLOWED
        && profile.deliveries().equals(List.of(Delivery.DM)))
      remarks.add("redirects: there is no delivery with an address that could lead elsewhere");
    if (isOverDm && profile.largestOverDm() == 0)
      remarks.add("largestOverDm is 0: delivery dm is never chosen");
    if (!isOverDm && profile.largestOverDm() > 0)
      remarks.add("largestOverDm: there is no delivery dm that it would limit");
    if (isOverDm && profile.replyLimit() < SMALL_REPLY)
      remarks.add(
          "replyLimit: a package over DM goes in chunks of less than %,d octets, a message each"
              .formatted(profile.replyLimit()));
  }

  private void trust() {
    if (profile.clientScheme() == AuthScheme.NONE)
      remarks.add("authentication client none: whoever knows an id is that device");
    if (profile.clientScheme() == AuthScheme.BASIC)
      remarks.add("authentication client basic: the secret goes over the line with each session");
    if (profile.serverScheme() == AuthScheme.NONE)
      remarks.add(
          "authentication server none: a device that wants to know its server executes nothing");
    if (profile.allowUnverified())
      remarks.add("allowUnverified: what a device reports counts where no version can be read");
    if (profile.matches().isEmpty())
      remarks.add("matches is empty: only devices that are given this profile have it");
  }

  private void model(Device device) {
    device
        .model()
        .filter(model -> !profile.matches().contains(model))
        .ifPresent(
            model ->
                remarks.add(
                    "device %s: its model %s is not among matches".formatted(device.id(), model)));
    if (device.version().isEmpty())
      remarks.add(
          "device %s: no version was read of it, here it would be read from %s"
              .formatted(device.id(), profile.dialect().versionNode()));
  }

  private void object(FumoObject object) {
    profile
        .dialect()
        .root()
        .filter(root -> !root.equals(object.root()))
        .ifPresent(
            root ->
                remarks.add(
                    "the device has its object at %s, not at %s".formatted(object.root(), root)));
    for (Operation operation : profile.operations()) {
      Part needed =
          switch (operation) {
            case DOWNLOAD -> Part.DOWNLOAD;
            case UPDATE -> Part.UPDATE;
            case DOWNLOAD_AND_UPDATE -> Part.DOWNLOAD_AND_UPDATE;
          };
      if (!object.has(needed))
        remarks.add("operation %s: the device has no node for it".formatted(word(operation)));
    }
    if (profile.deliveries().contains(Delivery.DM) && !object.has(Part.PKG_DATA))
      remarks.add("delivery dm: the device has no Update/PkgData");
    boolean isNamed = object.has(Part.PKG_NAME) || object.has(Part.PKG_VERSION);
    if (profile.dialect().namesPackage() && !isNamed)
      remarks.add("namesPackage: the device has neither PkgName nor PkgVersion");
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
