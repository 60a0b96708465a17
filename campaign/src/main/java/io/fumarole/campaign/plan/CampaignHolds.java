package io.fumarole.campaign.plan;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.deployment.Hold;
import io.fumarole.campaign.deployment.Timekeeper;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the campaigns in the store keep from beginning. Each is read once for all that is asked at
/// one instant.
public final class CampaignHolds implements Timekeeper.Holds {
  private final CampaignStore campaigns;
  private final Function<DeviceId, Optional<ZoneId>> zones;
  private final Map<CampaignId, Optional<Rule>> read = new HashMap<>();
  private Instant asOf = Instant.MIN;

  /// @param zones those of the devices that have one of their own
  public CampaignHolds(CampaignStore campaigns, Function<DeviceId, Optional<ZoneId>> zones) {
    this.campaigns = campaigns;
    this.zones = zones;
  }

  @Override
  public synchronized Optional<Hold> of(Goal.Part part, Device device, Instant now) {
    if (!now.equals(asOf)) read.clear();
    asOf = now;
    return read.computeIfAbsent(part.campaign(), id -> campaigns.find(id).map(Rule::of))
        .map(rule -> rule.windows().isEmpty() ? rule : rule.in(zones.apply(device.id())))
        .flatMap(rule -> rule.hold(device.id(), now));
  }
}
