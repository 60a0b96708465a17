package io.fumarole.campaign.deployment;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which operation and delivery a deployment gets, and why, in words. From what the device has
/// (nodes, LrgObj, MaxObjSize), the package's size, the profile and the operator's wish. Spec: seed
/// 5.4.2.2 step 4.
public sealed interface Choice {
  /// @param delivery empty when the package is on the device already
  record Chosen(Operation operation, Optional<Delivery> delivery, String words) implements Choice {}

  record Impossible(String words) implements Choice {}

  /// @param maxObjSize what the device said in this session, in octets as carried
  static Choice of(
      Deployment deployment,
      Device device,
      ModelProfile profile,
      FirmwarePackage firmwarePackage,
      Optional<Long> maxObjSize) {
    return new Chooser(deployment, device, profile, firmwarePackage, maxObjSize).choose();
  }

  /// The search: operations and deliveries in the order of the wish or the profile, with a reason
  /// for each that does not fit.
  final class Chooser {
    private final Deployment deployment;
    private final Device device;
    private final ModelProfile profile;
    private final FirmwarePackage firmwarePackage;
    private final Optional<Long> maxObjSize;
    private final List<String> against = new ArrayList<>();

    private Chooser(
        Deployment deployment,
        Device device,
        ModelProfile profile,
        FirmwarePackage firmwarePackage,
        Optional<Long> maxObjSize) {
      this.deployment = deployment;
      this.device = device;
      this.profile = profile;
      this.firmwarePackage = firmwarePackage;
      this.maxObjSize = maxObjSize;
    }

    private Choice choose() {
      Optional<FumoObject> object = device.object();
      if (object.isEmpty()) return new Impossible("the device has no firmware update object");
      Deployment.Wish wish = deployment.wish();
      if (isPresent(object.get()) && mayExecUpdate(object.get()))
        return new Chosen(
            Operation.UPDATE, Optional.empty(), "the package is on the device already");
      List<Operation> operations = wish.operation().map(List::of).orElse(profile.operations());
      for (Operation operation : operations) {
        for (Delivery delivery : wish.delivery().map(List::of).orElse(profile.deliveries())) {
          if (!operation.takes(delivery)) continue;
          Optional<String> obstacle = obstacle(object.get(), operation, delivery);
          if (obstacle.isEmpty())
            return new Chosen(operation, Optional.of(delivery), because(operation, delivery));
          against.add(name(operation, delivery) + ": " + obstacle.get());
        }
      }
      if (against.isEmpty()) against.add("the wished operation and delivery do not go together");
      return new Impossible("no way to deliver: " + String.join("; ", against));
    }

    /// By the deployment's own record, or because the operator asks for an update of what is there.
    private boolean isPresent(FumoObject object) {
      if (deployment.packagePresent()) return true;
      boolean asked =
          deployment.wish().operation().equals(Optional.of(Operation.UPDATE))
              && deployment.wish().delivery().isEmpty();
      return asked && object.knownState().filter(FumoState::hasPackage).isPresent();
    }

    private boolean mayExecUpdate(FumoObject object) {
      return object.has(Part.UPDATE) && !deployment.cannot(Operation.UPDATE);
    }

    private Optional<String> obstacle(FumoObject object, Operation operation, Delivery delivery) {
      Optional<String> refusal =
          deployment.refusals().stream()
              .filter(r -> r.delivery() == delivery)
              .map(r -> "the device refused this delivery before: " + r.why())
              .findFirst();
      if (refusal.isPresent()) return refusal;
      Optional<String> unable = unable(operation);
      if (unable.isPresent()) return unable;
      return switch (operation) {
        case DOWNLOAD_AND_UPDATE -> missing(object, Part.DOWNLOAD_AND_UPDATE, "DownloadAndUpdate");
        case DOWNLOAD ->
            missing(object, Part.DOWNLOAD, "Download")
                .or(() -> missing(object, Part.UPDATE, "Update"));
        case UPDATE ->
            missing(object, Part.UPDATE, "Update")
                .or(() -> missing(object, Part.PKG_DATA, "Update/PkgData"))
                .or(this::tooLargeForDm);
      };
    }

    /// A download alone is worth nothing where the update after it is refused.
    private Optional<String> unable(Operation operation) {
      Stream<Operation> needed =
          operation == Operation.DOWNLOAD
              ? Stream.of(operation, Operation.UPDATE)
              : Stream.of(operation);
      return needed
          .filter(deployment::cannot)
          .map(it -> "the device refused Exec " + it.node())
          .findFirst();
    }

    private static Optional<String> missing(FumoObject object, Part part, String name) {
      return object.has(part) ? Optional.empty() : Optional.of("the device has no " + name);
    }

    private Optional<String> tooLargeForDm() {
      long size = firmwarePackage.size();
      long wire = (size + 2) / 3 * 4;
      if (size > profile.largestOverDm())
        return Optional.of(
            size
                + " octets, and the profile sends at most "
                + profile.largestOverDm()
                + " over DM");
      if (maxObjSize.isPresent() && wire > maxObjSize.get())
        return Optional.of(
            size
                + " octets, and the device takes objects of "
                + maxObjSize.get()
                + " (MaxObjSize)");
      boolean isLarge = wire > profile.replyLimit() / 2;
      boolean takesLarge = device.get("LrgObj").filter(v -> v.equalsIgnoreCase("false")).isEmpty();
      return isLarge && !takesLarge
          ? Optional.of("it needs a large object, and the device says LrgObj false")
          : Optional.empty();
    }

    private String because(Operation operation, Delivery delivery) {
      String whose =
          deployment.wish().operation().isPresent() || deployment.wish().delivery().isPresent()
              ? "as the operator wished"
              : "the first that fits of profile " + profile.name();
      String rest = against.isEmpty() ? "" : " (not " + String.join("; not ", against) + ")";
      return name(operation, delivery) + ", " + whose + rest;
    }

    private static String name(Operation operation, Delivery delivery) {
      return switch (delivery) {
        case DM -> "package data over DM, then Update";
        case DIRECT -> operation.node() + " from the package's own URL";
        case DESCRIPTOR -> operation.node() + " through a download descriptor";
      };
    }
  }
}
