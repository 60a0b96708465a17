package io.fumarole.campaign.plan;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.deployment.Hold;
import io.fumarole.campaign.deployment.Timekeeper;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.Patience;
import io.fumarole.campaign.inventory.Labels;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the campaigns in the store keep from beginning. Each is read once for all that is asked at
/// one instant.
public final class CampaignHolds implements Timekeeper.Holds {
  private final CampaignStore campaigns;
  private final Function<DeviceId, Labels> labels;
  private final Map<CampaignId, Optional<Rule>> read = new HashMap<>();
  private Instant asOf = Instant.MIN;

  /// @param labels of the devices, with their zones among them
  public CampaignHolds(CampaignStore campaigns, Function<DeviceId, Labels> labels) {
    this.campaigns = campaigns;
    this.labels = labels;
  }

  @Override
  public synchronized Optional<Hold> of(Goal.Part part, Device device, Instant now) {
    return rule(part, now)
        .map(rule -> rule.asksLabels() ? rule.with(labels.apply(device.id())) : rule)
        .flatMap(rule -> rule.hold(device, now));
  }

  @Override
  public synchronized Patience patience(Goal.Part part, Patience usual, Instant now) {
    return rule(part, now).map(rule -> rule.over(usual)).orElse(usual);
  }

  private Optional<Rule> rule(Goal.Part part, Instant now) {
    if (!now.equals(asOf)) read.clear();
    asOf = now;
    return read.computeIfAbsent(part.campaign(), id -> campaigns.find(id).map(Rule::of));
  }
}
