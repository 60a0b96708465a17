package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.Kind;
import io.fumarole.campaign.plan.Targets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the devices run, and so which of them the campaign is for. All of them are there when it
/// starts: nobody joins later.
final class Members implements Targets {
  private final Roster roster;

  /// What a device has come to over other versions; most take one step only.
  private final Map<Integer, Way> ways = new HashMap<>();

  private final IntList found = new IntList();
  private int looked;

  /// @param version that it runs now
  /// @param steps that it has taken
  /// @param deadline of the first, which holds for all
  record Way(String version, int phase, int steps, Instant deadline) {}

  Members(Roster roster) {
    this.roster = roster;
  }

  DeviceId id(int device) {
    return roster.id(device);
  }

  Optional<String> version(int device) {
    Way way = ways.get(device);
    return way == null ? group(device).version() : Optional.of(way.version());
  }

  private DeviceGroup group(int device) {
    return roster.groups().get(roster.groupOf(device));
  }

  Kind kind(int device, boolean byHardware) {
    return Kind.of(version(device), group(device).hardware(), byHardware);
  }

  Optional<Way> way(int device) {
    return Optional.ofNullable(ways.get(device));
  }

  /// Whether the campaign is for it.
  boolean isMember(int device, CampaignPlan plan) {
    return !group(device).version().equals(Optional.of(plan.release().version()));
  }

  /// A step was proved, and is not the last.
  void went(int device, Deployment step) {
    ways.put(
        device,
        new Way(
            step.toVersion(),
            step.part().orElseThrow().phase(),
            step.leg().number(),
            step.deadline()));
  }

  @Override
  public Optional<String> fault(CampaignPlan plan) {
    return Optional.empty();
  }

  @Override
  public Found after(CampaignPlan plan, String after, int most, Instant now) {
    List<DeviceId> ids = new ArrayList<>();
    int end = Math.min(roster.size(), looked + most);
    for (; looked < end; looked++) {
      if (!isMember(looked, plan)) continue;
      found.add(looked);
      ids.add(roster.id(looked));
    }
    return new Found(
        ids, looked < roster.size() ? Optional.of(String.valueOf(looked)) : Optional.empty());
  }

  /// The numbers of those that were found since this was asked last, in their order.
  int[] taken() {
    return found.take(_ -> true, found.size());
  }
}
