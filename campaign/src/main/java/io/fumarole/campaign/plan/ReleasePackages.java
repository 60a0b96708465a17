package io.fumarole.campaign.plan;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageStore;
import java.util.List;
import java.util.Optional;

/// The packages of a release, and which a device gets.
final class ReleasePackages {
  private final CampaignPlan.Release release;
  private final List<FirmwarePackage> packages;

  ReleasePackages(CampaignPlan.Release release, PackageStore store) {
    this.release = release;
    this.packages = store.find(release.model(), release.version());
  }

  /// In octets; 0 when there is none.
  long largest() {
    return packages.stream().mapToLong(FirmwarePackage::size).max().orElse(0);
  }

  boolean isDone(Optional<String> version) {
    return version.equals(Optional.of(release.version()));
  }

  /// A delta from the running version before a full image; the newest of each.
  Optional<FirmwarePackage> from(Optional<String> version) {
    if (isDone(version)) return Optional.empty();
    return packages.stream()
        .filter(p -> p.fromVersion().isPresent() && p.fromVersion().equals(version))
        .findFirst()
        .or(() -> packages.stream().filter(p -> p.fromVersion().isEmpty()).findFirst());
  }

  /// Why a device that runs `version` gets none.
  String whyNot(Optional<String> version) {
    return isDone(version)
        ? "run " + release.version() + " already"
        : "run %s, and no package of the release starts there"
            .formatted(version.orElse("an unknown version"));
  }
}
