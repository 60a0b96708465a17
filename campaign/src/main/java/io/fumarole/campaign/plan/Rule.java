package io.fumarole.campaign.plan;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Hold;
import io.fumarole.campaign.device.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What a campaign says to one of its devices that comes.
///
/// @param zone of the device
public record Rule(CampaignId campaign, CampaignState state, List<Window> windows, ZoneId zone) {
  /// All devices of a window must not come in its first second.
  private static final Duration SPREAD = Duration.ofMinutes(10);

  public Rule {
    windows = List.copyOf(windows);
  }

  public static Rule of(Campaign campaign) {
    CampaignPlan plan = campaign.plan();
    return new Rule(campaign.id(), campaign.state(), plan.windows(), plan.zone());
  }

  /// For a device that has a time zone of its own.
  public Rule in(Optional<ZoneId> ofDevice) {
    return new Rule(campaign, state, windows, ofDevice.orElse(zone));
  }

  /// What keeps the device from beginning now.
  public Optional<Hold> hold(DeviceId device, Instant now) {
    if (!state.lets())
      return Optional.of(
          new Hold("campaign " + campaign + " is " + state.word(), Optional.empty()));
    Instant opens = Window.nextOpen(windows, now, zone);
    if (!opens.isAfter(now)) return Optional.empty();
    long later = Math.floorMod(device.value().hashCode(), SPREAD.toMillis());
    return Optional.of(
        new Hold(
            "its window opens at " + opens.atZone(zone).toOffsetDateTime(),
            Optional.of(opens.plusMillis(later))));
  }
}
