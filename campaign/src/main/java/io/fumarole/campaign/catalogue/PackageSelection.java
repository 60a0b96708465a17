package io.fumarole.campaign.catalogue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which package a device gets on its way to a release, and why: the delta from the version that it
/// runs, else the full image, else the first of the fewest steps over other releases.
public final class PackageSelection {
  /// Whoever is farther behind gets a full image made.
  static final int MOST_STEPS = 8;

  /// Of a model, of all its releases.
  private static final int MOST_PACKAGES = 1_000;

  private final ReleaseId target;
  private final List<FirmwarePackage> direct;
  private final List<FirmwarePackage> others;

  /// @param direct packages that lead to the target, the newest first
  /// @param others packages of the model's released releases
  public PackageSelection(
      ReleaseId target, List<FirmwarePackage> direct, List<FirmwarePackage> others) {
    this.target = target;
    this.direct = List.copyOf(direct);
    this.others =
        others.stream()
            .filter(it -> it.terms().state() == ReleaseState.RELEASED)
            .filter(it -> !it.toVersion().equals(target.version()))
            // A delta is smaller than an image that leads just as far.
            .sorted(Comparator.comparing(it -> it.fromVersion().isEmpty()))
            .toList();
  }

  public static PackageSelection of(ReleaseId target, PackageLists packages) {
    return of(target, packages.find(target.model(), target.version()), packages);
  }

  /// @param direct packages that lead to the target, as `packages` has them
  public static PackageSelection of(
      ReleaseId target, List<FirmwarePackage> direct, PackageLists packages) {
    return new PackageSelection(target, direct, packages.released(target.model(), MOST_PACKAGES));
  }

  /// The same for devices whose hardware is looked at later.
  public PackageSelection whateverHardware() {
    return new PackageSelection(
        target,
        direct.stream().map(FirmwarePackage::whateverHardware).toList(),
        others.stream().map(FirmwarePackage::whateverHardware).toList());
  }

  public sealed interface Result {
    /// Why, in words.
    String why();

    /// @param path all packages up to the target, in their order; the device gets the first now
    record Chosen(List<FirmwarePackage> path, String why) implements Result {
      public Chosen {
        path = List.copyOf(path);
      }

      public FirmwarePackage first() {
        return path.getFirst();
      }
    }

    record None(Reason reason, String why) implements Result {}
  }

  /// Why there is nothing for a device.
  public enum Reason {
    NO_PACKAGE,
    NOT_RELEASED,
    UNSUITABLE
  }

  public Result choose(Running running) {
    if (direct.isEmpty())
      return none(
          Reason.NO_PACKAGE,
          "no package takes model %s to version %s".formatted(target.model(), target.version()));
    if (mayNotBegin().isPresent()) return none(Reason.NOT_RELEASED, mayNotBegin().get());
    List<FirmwarePackage> fitting =
        direct.stream().filter(it -> misfit(it, running).isEmpty()).toList();
    if (fitting.isEmpty())
      return none(Reason.UNSUITABLE, misfit(direct.getFirst(), running).orElseThrow());
    return downgrade(fitting.getFirst(), running)
        .<Result>map(words -> none(Reason.UNSUITABLE, words))
        .orElseGet(() -> choose(running, fitting));
  }

  /// Whether it depends on a device's hardware which packages it gets.
  public boolean asksHardware() {
    return Stream.concat(direct.stream(), others.stream()).anyMatch(it -> !it.fits().isEmpty());
  }

  /// The versions that packages start from.
  public Set<String> starts() {
    return Stream.concat(direct.stream(), others.stream())
        .flatMap(it -> it.fromVersion().stream())
        .collect(Collectors.toSet());
  }

  /// Why the release may not be begun on any device now; empty when it may.
  public Optional<String> mayNotBegin() {
    return mayNotBegin(direct);
  }

  /// The same of the packages that lead to the target.
  public static Optional<String> mayNotBegin(List<FirmwarePackage> direct) {
    return direct.stream().findFirst().flatMap(PackageSelection::unreleased);
  }

  private Result choose(Running running, List<FirmwarePackage> fitting) {
    Optional<FirmwarePackage> delta =
        fitting.stream()
            .filter(it -> it.fromVersion().isPresent())
            .filter(it -> it.fromVersion().equals(running.version()))
            .findFirst();
    if (delta.isPresent())
      return chosen(List.of(delta.get()), "the delta from " + running.versionWords());
    Optional<FirmwarePackage> image =
        fitting.stream().filter(it -> it.fromVersion().isEmpty()).findFirst();
    if (image.isPresent())
      return chosen(
          List.of(image.get()), "the full image: no delta from " + running.versionWords());
    return running
        .version()
        .filter(version -> !version.equals(target.version()))
        .flatMap(version -> steps(version, running, fitting))
        .<Result>map(path -> chosen(path, words(path)))
        .orElseGet(() -> none(Reason.NO_PACKAGE, noStart(running, fitting)));
  }

  /// The shortest chain of packages from `start` to the target.
  private Optional<List<FirmwarePackage>> steps(
      String start, Running running, List<FirmwarePackage> last) {
    List<FirmwarePackage> usable =
        others.stream().filter(it -> misfit(it, running).isEmpty()).toList();
    Map<String, List<FirmwarePackage>> paths = new HashMap<>(Map.of(start, List.of()));
    Queue<String> reached = new ArrayDeque<>(List.of(start));
    while (!reached.isEmpty()) {
      String version = reached.remove();
      List<FirmwarePackage> path = paths.getOrDefault(version, List.of());
      Optional<FirmwarePackage> end = last.stream().filter(it -> leadsOn(it, version)).findFirst();
      if (end.isPresent()) return Optional.of(longer(path, end.get()));
      // The last step is one more.
      if (path.size() >= MOST_STEPS - 1) continue;
      for (FirmwarePackage step : usable) {
        if (leadsOn(step, version)
            && paths.putIfAbsent(step.toVersion(), longer(path, step)) == null)
          reached.add(step.toVersion());
      }
    }
    return Optional.empty();
  }

  /// From where a step ends no more than from where the device is a package may lead back.
  private static boolean leadsOn(FirmwarePackage step, String version) {
    return startsFrom(step, version) && !isDowngrade(step, Optional.of(version));
  }

  private static boolean startsFrom(FirmwarePackage p, String version) {
    return p.fromVersion().isEmpty() || p.fromVersion().get().equals(version);
  }

  private static List<FirmwarePackage> longer(List<FirmwarePackage> path, FirmwarePackage next) {
    List<FirmwarePackage> all = new ArrayList<>(path);
    all.add(next);
    return all;
  }

  private static String words(List<FirmwarePackage> path) {
    return "step 1 of %d, by %s"
        .formatted(
            path.size(),
            path.stream()
                .map(it -> it.id() + " to " + it.toVersion())
                .collect(Collectors.joining(", then ")));
  }

  private String noStart(Running running, List<FirmwarePackage> fitting) {
    String starts =
        fitting.stream()
            .flatMap(it -> it.fromVersion().stream())
            .distinct()
            .collect(Collectors.joining(", "));
    return "no package takes %s from version %s to %s; there are some from %s"
        .formatted(running.who(), running.versionWords(), target.version(), starts);
  }

  /// Why a package that was named, or is offered, cannot go on a device.
  public static Optional<Result.None> obstacle(FirmwarePackage p, Running running) {
    if (running.model().filter(it -> !it.equals(p.model())).isPresent())
      return unsuitable(
          "package %s is for model %s, %s is a %s"
              .formatted(p.id(), p.model(), running.who(), running.model().get()));
    Optional<String> unreleased = unreleased(p);
    if (unreleased.isPresent())
      return Optional.of(new Result.None(Reason.NOT_RELEASED, unreleased.get()));
    boolean isOtherStart = running.version().filter(it -> !startsFrom(p, it)).isPresent();
    if (isOtherStart)
      return unsuitable(
          "package %s starts from version %s, %s runs %s"
              .formatted(
                  p.id(), p.fromVersion().orElse(""), running.who(), running.versionWords()));
    return misfit(p, running).or(() -> downgrade(p, running)).flatMap(PackageSelection::unsuitable);
  }

  private static Optional<Result.None> unsuitable(String words) {
    return Optional.of(new Result.None(Reason.UNSUITABLE, words));
  }

  private static Optional<String> unreleased(FirmwarePackage p) {
    ReleaseState state = p.terms().state();
    return switch (state) {
      case RELEASED -> Optional.empty();
      case DRAFT, TESTED ->
          Optional.of("release %s is %s, not released".formatted(p.release(), state.word()));
      case WITHDRAWN -> Optional.of("release " + p.release() + " is withdrawn");
    };
  }

  /// Why a package is for other hardware than the device has, as far as that is known.
  public static Optional<String> wrongHardware(FirmwarePackage p, Running running) {
    return running.hardware().isPresent() ? misfit(p, running) : Optional.empty();
  }

  private static Optional<String> misfit(FirmwarePackage p, Running running) {
    List<String> fits = p.fits();
    if (fits.isEmpty() || running.hardware().filter(fits::contains).isPresent())
      return Optional.empty();
    return Optional.of(
        "package %s is for hardware %s, that of %s is %s"
            .formatted(
                p.id(),
                String.join(", ", fits),
                running.who(),
                running.hardware().orElse("not known yet")));
  }

  private static Optional<String> downgrade(FirmwarePackage p, Running running) {
    if (!isDowngrade(p, running.version())) return Optional.empty();
    return Optional.of(
        "version %s is older than %s, which %s runs, and release %s allows no downgrade"
            .formatted(p.toVersion(), running.versionWords(), running.who(), p.release()));
  }

  private static boolean isDowngrade(FirmwarePackage p, Optional<String> version) {
    return !p.terms().allowsDowngrade()
        && version
            .flatMap(running -> VersionOrder.compare(p.toVersion(), running))
            .filter(order -> order < 0)
            .isPresent();
  }

  private static Result chosen(List<FirmwarePackage> path, String why) {
    return new Result.Chosen(path, why);
  }

  private static Result none(Reason reason, String why) {
    return new Result.None(reason, why);
  }
}
