package io.fumarole.campaign.plan;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageLists;
import io.fumarole.campaign.catalogue.PackageSelection;
import io.fumarole.campaign.catalogue.PackageSelection.Reason;
import io.fumarole.campaign.catalogue.PackageSelection.Result;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.Running;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// The packages of a release, and which devices get on their way there.
final class ReleasePackages {
  private final CampaignPlan.Release release;
  private final PackageLists store;
  private final List<FirmwarePackage> packages;
  // A campaign that waits for its devices asks for none of these, at any look.
  private Optional<PackageSelection> selection = Optional.empty();
  private Optional<PackageSelection> ofAnyHardware = Optional.empty();
  private OptionalLong largest = OptionalLong.empty();

  ReleasePackages(CampaignPlan.Release release, PackageLists store) {
    this.release = release;
    this.store = store;
    this.packages = store.find(release.model(), release.version());
  }

  private PackageSelection selection() {
    if (selection.isEmpty()) {
      var target = new ReleaseId(release.model(), release.version());
      selection = Optional.of(PackageSelection.of(target, packages, store));
    }
    return selection.get();
  }

  private PackageSelection ofAnyHardware() {
    if (ofAnyHardware.isEmpty()) ofAnyHardware = Optional.of(selection().whateverHardware());
    return ofAnyHardware.get();
  }

  /// What a device may get in all, in octets; 0 when there is none.
  long largest() {
    if (largest.isEmpty())
      largest =
          OptionalLong.of(
              LongStream.concat(
                      packages.stream().mapToLong(FirmwarePackage::size),
                      selection().starts().stream().mapToLong(this::octetsFrom))
                  .max()
                  .orElse(0));
    return largest.getAsLong();
  }

  private long octetsFrom(String version) {
    return path(Kind.running(Optional.of(version))).stream().mapToLong(FirmwarePackage::size).sum();
  }

  /// Whether it depends on a device's hardware what it gets.
  boolean asksHardware() {
    return selection().asksHardware();
  }

  boolean isDone(Kind kind) {
    return kind.version().equals(Optional.of(release.version()));
  }

  /// Why none of them may be begun on any device now; empty when they may.
  Optional<String> mayNotBegin() {
    return PackageSelection.mayNotBegin(packages);
  }

  /// The packages that lead devices there, in their order; none when nothing does.
  List<FirmwarePackage> path(Kind kind) {
    return !isDone(kind) && choose(kind) instanceof Result.Chosen chosen
        ? chosen.path()
        : List.of();
  }

  /// What devices get, in words.
  static String words(List<FirmwarePackage> path) {
    return path.size() == 1
        ? words(path.getFirst())
        : "%d packages one after the other: %s"
            .formatted(
                path.size(),
                path.stream()
                    .map(it -> words(it) + ", to " + it.toVersion())
                    .collect(Collectors.joining("; ")));
  }

  private static String words(FirmwarePackage p) {
    return p.id()
        + ", "
        + p.fromVersion().map(it -> "the delta from " + it).orElse("the full image");
  }

  /// Why devices get none.
  String whyNot(Kind kind) {
    if (isDone(kind)) return "run " + release.version() + " already";
    return switch (choose(kind)) {
      case Result.None(var reason, var _) when reason == Reason.NO_PACKAGE ->
          "run %s, from where no package of the release and no path of others leads there"
              .formatted(kind.words());
      case Result.None none -> "run %s: %s".formatted(kind.words(), none.why());
      case Result.Chosen chosen -> "get " + words(chosen.path());
    };
  }

  /// Hardware that is not known yet may turn out to be any: it is looked at before the device
  /// begins.
  private Result choose(Kind kind) {
    return (kind.hardware().isPresent() ? selection() : ofAnyHardware())
        .choose(
            new Running(
                "the device", Optional.of(release.model()), kind.version(), kind.hardware()));
  }
}
