package io.fumarole.campaign.plan;

import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Finds the devices that a campaign is for.
public interface Targets {
  /// Why nobody can be found: a filter may name a group that was removed since.
  Optional<String> fault(CampaignPlan plan);

  /// Those of the model that the plan's target selects and that do not run its version already, by
  /// id, after `after`; only asked when there is no [#fault].
  Found after(CampaignPlan plan, String after, int most, Instant now);

  /// @param upTo where the next look goes on; empty when all devices were looked at
  record Found(List<DeviceId> devices, Optional<String> upTo) {
    public Found {
      devices = List.copyOf(devices);
    }
  }
}
