package io.fumarole.campaign.plan;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageSelection;
import io.fumarole.campaign.catalogue.PackageSelection.Reason;
import io.fumarole.campaign.catalogue.PackageSelection.Result;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.Running;
import java.util.List;
import java.util.Optional;

/// The packages of a release, and which a device gets.
final class ReleasePackages {
  private final CampaignPlan.Release release;
  private final List<FirmwarePackage> packages;
  private final PackageSelection selection;

  ReleasePackages(CampaignPlan.Release release, PackageStore store) {
    this.release = release;
    this.packages = store.find(release.model(), release.version());
    this.selection =
        PackageSelection.of(new ReleaseId(release.model(), release.version()), store)
            .whateverHardware();
  }

  /// In octets; 0 when there is none.
  long largest() {
    return packages.stream().mapToLong(FirmwarePackage::size).max().orElse(0);
  }

  boolean isDone(Optional<String> version) {
    return version.equals(Optional.of(release.version()));
  }

  /// Why none of them may be begun on any device now; empty when they may.
  Optional<String> mayNotBegin() {
    return selection.mayNotBegin();
  }

  /// The one that leads a device that runs `version` there at once.
  Optional<FirmwarePackage> from(Optional<String> version) {
    return !isDone(version)
            && choose(version) instanceof Result.Chosen chosen
            && chosen.path().size() == 1
        ? Optional.of(chosen.first())
        : Optional.empty();
  }

  /// Why a device that runs `version` gets none.
  String whyNot(Optional<String> version) {
    if (isDone(version)) return "run " + release.version() + " already";
    String running = version.orElse("an unknown version");
    return switch (choose(version)) {
      case Result.Chosen steps ->
          "run %s, and need more than one: %s".formatted(running, steps.why());
      case Result.None(var reason, var _) when reason == Reason.NO_PACKAGE ->
          "run %s, and no package of the release starts there".formatted(running);
      case Result.None none -> "run %s: %s".formatted(running, none.why());
    };
  }

  /// Devices are told apart by their versions here; the hardware of each is looked at before it
  /// begins.
  private Result choose(Optional<String> version) {
    return selection.choose(
        new Running("the device", Optional.of(release.model()), version, Optional.empty()));
  }
}
