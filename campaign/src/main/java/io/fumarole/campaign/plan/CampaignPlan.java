package io.fumarole.campaign.plan;

import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.device.Patience;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an operator wants of a campaign. It does not change once the campaign has started.
///
/// @param release what is installed
/// @param target who gets it
/// @param phases in their order; the last takes whoever is left
/// @param order in which members are taken
/// @param start not before
/// @param end what has not begun by then is cancelled
/// @param windows when devices may begin; none: always
/// @param zone of devices that have no zone of their own
/// @param within how long one deployment may take
/// @param wish how it is delivered, and what users are asked
/// @param precondition what a device has to be like when it is to begin; until then it waits
/// @param treatment where devices are not treated as their profile says
/// @param priority the higher goes first where campaigns want the same device
public record CampaignPlan(
    String name,
    Target target,
    Release release,
    List<Phase> phases,
    Order order,
    Optional<Instant> start,
    Optional<Instant> end,
    List<Window> windows,
    ZoneId zone,
    Pace pace,
    Duration within,
    Wish wish,
    int priority,
    Optional<String> precondition,
    Optional<Treatment> treatment) {
  /// With devices that are treated as their profile says, whatever they are like.
  public CampaignPlan(
      String name,
      Target target,
      Release release,
      List<Phase> phases,
      Order order,
      Optional<Instant> start,
      Optional<Instant> end,
      List<Window> windows,
      ZoneId zone,
      Pace pace,
      Duration within,
      Wish wish,
      int priority) {
    this(
        name,
        target,
        release,
        phases,
        order,
        start,
        end,
        windows,
        zone,
        pace,
        within,
        wish,
        priority,
        Optional.empty(),
        Optional.empty());
  }

  private static final int LONGEST_NAME = 200;
  private static final int MOST_PHASES = 20;
  private static final int MOST_WINDOWS = 20;
  private static final int HIGHEST_PRIORITY = 100;

  /// @param model that it is for
  /// @param version that it brings
  public record Release(String model, String version) {}

  /// @param filter in the language of device searches; empty: every device of the model
  /// @param isDynamic whether devices that match later join
  public record Target(String filter, boolean isDynamic) {}

  public enum Order {
    /// By a hash of device and campaign: as good as by chance, and the same each time.
    HASHED,
    /// By device id.
    GIVEN
  }

  public CampaignPlan {
    phases = List.copyOf(phases);
    windows = List.copyOf(windows);
    if (name.isBlank() || name.length() > LONGEST_NAME)
      throw new IllegalArgumentException("name has 1 to " + LONGEST_NAME + " characters");
    if (phases.isEmpty() || phases.size() > MOST_PHASES)
      throw new IllegalArgumentException("phases: 1 to " + MOST_PHASES + ", not " + phases.size());
    requireDistinct(phases);
    if (!(phases.getLast().share() instanceof Phase.Share.Rest))
      throw new IllegalArgumentException(
          "phases: the last one takes the rest, or devices would be left over");
    if (phases.subList(0, phases.size() - 1).stream()
        .anyMatch(it -> it.share() instanceof Phase.Share.Rest))
      throw new IllegalArgumentException(
          "phases: only the last one takes the rest, those behind it would be empty");
    if (windows.size() > MOST_WINDOWS)
      throw new IllegalArgumentException("windows: at most " + MOST_WINDOWS);
    if (!within.isPositive() || within.compareTo(Patience.LONGEST) > 0)
      throw new IllegalArgumentException(
          "within is positive and at most " + Patience.LONGEST.toDays() + " days, not " + within);
    if (end.isPresent() && start.isPresent() && !end.get().isAfter(start.get()))
      throw new IllegalArgumentException("end is after start");
    precondition.ifPresent(Precondition::of);
    if (Math.abs(priority) > HIGHEST_PRIORITY)
      throw new IllegalArgumentException(
          "priority is -" + HIGHEST_PRIORITY + " to " + HIGHEST_PRIORITY + ", not " + priority);
  }

  private static void requireDistinct(List<Phase> phases) {
    Set<String> names = new HashSet<>();
    for (Phase phase : phases)
      if (!names.add(phase.name()))
        throw new IllegalArgumentException("phases: two are named " + phase.name());
  }

  public CampaignPlan with(Optional<String> condition, Optional<Treatment> other) {
    return new CampaignPlan(
        name, target, release, phases, order, start, end, windows, zone, pace, within, wish,
        priority, condition, other);
  }

  public Phase phase(int index) {
    return phases.get(index);
  }

  public boolean isLast(int index) {
    return index == phases.size() - 1;
  }
}
