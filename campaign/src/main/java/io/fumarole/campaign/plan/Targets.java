package io.fumarole.campaign.plan;

import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Finds the devices that a campaign is for.
public interface Targets {
  /// Those of the model that the plan's target selects and that do not run its version already, by
  /// id, after `after`.
  Found after(CampaignPlan plan, String after, int most, Instant now);

  /// @param upTo where the next look goes on; empty when all devices were looked at
  record Found(List<DeviceId> devices, Optional<String> upTo) {
    public Found {
      devices = List.copyOf(devices);
    }
  }
}
