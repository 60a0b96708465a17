package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.plan.CampaignPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything that is decided about a rehearsal before it begins.
///
/// @param id of the campaign: the order of its devices follows from it
/// @param packages of the release, and of others over which devices may come to it
/// @param profile of the devices whose group has none, for its time limits and budgets
/// @param start when the campaign is started
/// @param longest it is given up then
/// @param resumeAfter how long an operator takes to resume it when it pauses; empty: it stays
///   paused
public record Rehearsal(
    CampaignId id,
    CampaignPlan plan,
    List<FirmwarePackage> packages,
    ModelProfile profile,
    Roster roster,
    Instant start,
    Duration longest,
    Optional<Duration> resumeAfter) {
  private static final Duration LONGEST = Duration.ofDays(3 * 366);

  public Rehearsal {
    packages = List.copyOf(packages);
    if (packages.size() > Short.MAX_VALUE)
      throw new IllegalArgumentException("more than " + Short.MAX_VALUE + " packages");
    if (!longest.isPositive() || longest.compareTo(LONGEST) > 0)
      throw new IllegalArgumentException(
          "a rehearsal goes over at most %d days, not %s".formatted(LONGEST.toDays(), longest));
  }

  long sizeOf(PackageId id) {
    return packages.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow().size();
  }

  public Outcome run(long seed) {
    return run(seed, () -> {});
  }

  /// @param eachMinute called once for each minute that is rehearsed; what it throws ends the run
  public Outcome run(long seed, Runnable eachMinute) {
    return new Run(this, new Chance(seed)).outcome(eachMinute);
  }

  public Rehearsal with(CampaignPlan other) {
    return new Rehearsal(id, other, packages, profile, roster, start, longest, resumeAfter);
  }

  public Rehearsal with(Roster other) {
    return new Rehearsal(id, plan, packages, profile, other, start, longest, resumeAfter);
  }
}
