package io.fumarole.server.rest;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.campaign.plan.Explanation;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The campaigns that one answer is about, each read once.
final class ReadCampaigns {
  private final CampaignStore campaigns;
  private final Function<DeviceId, Optional<ZoneId>> zones;
  private final Map<CampaignId, Optional<Campaign>> read = new HashMap<>();

  ReadCampaigns(CampaignStore campaigns, Function<DeviceId, Optional<ZoneId>> zones) {
    this.campaigns = campaigns;
    this.zones = zones;
  }

  Optional<Campaign> find(CampaignId id) {
    return read.computeIfAbsent(id, campaigns::find);
  }

  Optional<String> name(CampaignId id) {
    return find(id).map(it -> it.plan().name());
  }

  /// Why the deployment is where it is. What it says itself is of the last time that it was looked
  /// at, and its campaign may have been paused since.
  String reason(Deployment deployment, Instant now) {
    return deployment
        .part()
        .map(Goal.Part::campaign)
        .filter(_ -> !deployment.state().isEnd())
        .flatMap(this::find)
        .flatMap(it -> Explanation.held(it, deployment, zone(it, deployment.device()), now))
        .map(Explanation::words)
        .orElse(deployment.reason());
  }

  private Optional<ZoneId> zone(Campaign campaign, DeviceId device) {
    return campaign.plan().windows().isEmpty() ? Optional.empty() : zones.apply(device);
  }
}
