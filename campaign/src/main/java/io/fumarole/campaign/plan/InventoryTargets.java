package io.fumarole.campaign.plan;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.InventoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Targets among the devices of the inventory.
public record InventoryTargets(InventoryStore inventory, TargetSelection selection)
    implements Targets {
  @Override
  public Optional<String> fault(CampaignPlan plan) {
    return selection.fault(plan);
  }

  @Override
  public Found after(CampaignPlan plan, String after, int most, Instant now) {
    List<DeviceEntry> selected = inventory.list(selection.of(plan).orElseThrow(), now, after, most);
    Optional<String> upTo =
        selected.size() < most ? Optional.empty() : Optional.of(selected.getLast().id().value());
    return new Found(
        selected.stream().filter(it -> isWanting(it, plan)).map(DeviceEntry::id).toList(), upTo);
  }

  private static boolean isWanting(DeviceEntry device, CampaignPlan plan) {
    return device.standing() == Device.Standing.ENROLLED
        && !device.traits().version().equals(Optional.of(plan.release().version()));
  }
}
