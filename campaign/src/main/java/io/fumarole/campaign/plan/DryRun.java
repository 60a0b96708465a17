package io.fumarole.campaign.plan;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.campaign.inventory.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/// What would come of a campaign: who gets which package, who gets none, and why. Nothing is
/// stored.
public final class DryRun {
  private static final int MOST_EXAMPLES = 10;

  private final InventoryStore inventory;
  private final PackageStore packages;
  private final TargetSelection selection;

  public DryRun(InventoryStore inventory, PackageStore packages, TargetSelection selection) {
    this.inventory = inventory;
    this.packages = packages;
    this.selection = selection;
  }

  /// Devices that are treated the same.
  ///
  /// @param path packages that they get, one after the other; none for those that are out
  /// @param why in words
  public record Group(
      long devices,
      Kind kind,
      List<FirmwarePackage> path,
      boolean isDone,
      String why,
      List<String> examples) {}

  /// @param silence of those that get a package; empty when there are none
  /// @param warnings what the plan asks for in vain, with as many devices, and of whom it may wait
  ///   for in vain
  public record Result(List<Group> groups, Optional<Silence> silence, List<String> warnings) {
    public Result {
      groups = List.copyOf(groups);
      warnings = List.copyOf(warnings);
    }

    public long in() {
      return reached(groups);
    }

    private static long reached(List<Group> groups) {
      return sum(groups.stream().filter(it -> !it.path().isEmpty()).toList());
    }

    public long out() {
      return sum(groups) - in();
    }

    /// Of those that want the version.
    public long withoutPackage() {
      return out() - sum(groups.stream().filter(Group::isDone).toList());
    }

    private static long sum(List<Group> some) {
      return some.stream().mapToLong(Group::devices).sum();
    }

    public String inWords() {
      if (groups.isEmpty()) return "no enrolled device of the model matches its filter";
      List<String> words = new ArrayList<>();
      for (Group group : groups) words.add(group.devices() + " " + group.why());
      return String.join("; ", words);
    }
  }

  /// What is wrong with a plan whatever the devices are.
  public Optional<String> require(CampaignPlan plan) {
    return selection
        .fault(plan)
        .or(
            () ->
                packages.find(plan.release().model(), plan.release().version()).isEmpty()
                    ? Optional.of(
                        "no package takes model %s to version %s: add one with 'package add'"
                            .formatted(plan.release().model(), plan.release().version()))
                    : new ReleasePackages(plan.release(), packages).mayNotBegin());
  }

  /// @throws IllegalArgumentException when [#require] finds something
  public Result of(CampaignPlan plan, Instant now) {
    Selection selected =
        selection
            .of(plan)
            .orElseThrow(() -> new IllegalArgumentException(selection.fault(plan).orElse("")));
    var release = new ReleasePackages(plan.release(), packages);
    Map<Kind, Counting> byKind = new LinkedHashMap<>();
    String after = "";
    List<DeviceEntry> page;
    do {
      page = inventory.list(selected, now, after, InventoryStore.LARGEST_SLICE);
      for (DeviceEntry device : page) {
        byKind
            .computeIfAbsent(
                Kind.of(device.traits(), release.asksHardware()), kind -> new Counting())
            .add(device);
        after = device.id().value();
      }
    } while (page.size() == InventoryStore.LARGEST_SLICE);
    List<Group> groups = new ArrayList<>();
    byKind.forEach((kind, counted) -> groups.add(group(release, kind, counted)));
    Optional<Silence> silence = Silence.of(calls(release, byKind), plan.within(), now);
    List<String> warnings = new ArrayList<>(IdleLimit.of(plan, Result.reached(groups)));
    silence.flatMap(Silence::words).ifPresent(warnings::add);
    return new Result(groups, silence, warnings);
  }

  /// When those that get a package called last.
  private static LongStream calls(ReleasePackages release, Map<Kind, Counting> byKind) {
    return byKind.entrySet().stream()
        .filter(it -> !release.path(it.getKey()).isEmpty())
        .flatMapToLong(it -> it.getValue().calls.build());
  }

  private static Group group(ReleasePackages release, Kind kind, Counting counted) {
    List<FirmwarePackage> path = release.path(kind);
    String why = path.isEmpty() ? release.whyNot(kind) : "get " + ReleasePackages.words(path);
    return new Group(
        counted.number, kind, path, release.isDone(kind), why, List.copyOf(counted.examples));
  }

  private static final class Counting {
    long number;
    final List<String> examples = new ArrayList<>();
    final LongStream.Builder calls = LongStream.builder();

    void add(DeviceEntry device) {
      number++;
      calls.add(device.lastSeen().toEpochMilli());
      if (examples.size() < MOST_EXAMPLES) examples.add(device.id().value());
    }
  }
}
