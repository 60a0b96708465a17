package io.fumarole.campaign.plan;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Hold;
import io.fumarole.campaign.deployment.Stage;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.Patience;
import io.fumarole.campaign.inventory.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What a campaign says to one of its devices that comes.
///
/// @param zone of the device
/// @param labels of the device, where the precondition needs them
public record Rule(
    CampaignId campaign,
    CampaignState state,
    List<Window> windows,
    ZoneId zone,
    Optional<Precondition> precondition,
    Optional<Treatment> treatment,
    Labels labels) {
  /// All devices of a window must not come in its first second.
  private static final Duration SPREAD = Duration.ofMinutes(10);

  /// How often a device that does not meet the precondition is looked at between its sessions.
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(30);

  public Rule {
    windows = List.copyOf(windows);
  }

  public static Rule of(Campaign campaign) {
    return of(campaign.id(), campaign.plan(), campaign.state());
  }

  public static Rule of(CampaignId id, CampaignPlan plan, CampaignState state) {
    return new Rule(
        id,
        state,
        plan.windows(),
        plan.zone(),
        plan.precondition().map(Precondition::of),
        plan.treatment(),
        Labels.NONE);
  }

  /// Of a campaign of which nothing is known: its devices wait.
  public static Rule unreadable(CampaignId id) {
    return new Rule(
        id,
        CampaignState.PAUSED,
        List.of(),
        ZoneOffset.UTC,
        Optional.empty(),
        Optional.empty(),
        Labels.NONE);
  }

  /// For a device that has a time zone of its own.
  public Rule in(Optional<ZoneId> ofDevice) {
    return with(ofDevice.orElse(zone), labels);
  }

  /// For a device that has these labels.
  public Rule with(Labels ofDevice) {
    return with(ofDevice.zone().orElse(zone), ofDevice);
  }

  private Rule with(ZoneId otherZone, Labels otherLabels) {
    return new Rule(campaign, state, windows, otherZone, precondition, treatment, otherLabels);
  }

  /// Whether the labels of a device decide.
  boolean asksLabels() {
    return !windows.isEmpty() || precondition.isPresent();
  }

  public Patience over(Patience usual) {
    return treatment.map(it -> it.over(usual)).orElse(usual);
  }

  /// What keeps the device from beginning now.
  public Optional<Hold> hold(Device device, Instant now) {
    return closed(device.id(), now)
        .or(() -> unready(device.id(), it -> it.isMet(device, labels, now), now));
  }

  /// The same where it is known already whether the device is as the precondition asks, and when
  /// the next window opens.
  public Optional<Hold> hold(DeviceId device, boolean isReady, Instant opens, Instant now) {
    return closed(device, opens, now).or(() -> unready(device, _ -> isReady, now));
  }

  /// When the next of its windows opens for the device; `now` while one is open.
  public Instant opens(Instant now) {
    return Window.nextOpen(windows, now, zone);
  }

  /// The same whatever the device is like.
  Optional<Hold> closed(DeviceId device, Instant now) {
    return closed(device, state.lets() ? opens(now) : now, now);
  }

  private Optional<Hold> closed(DeviceId device, Instant opens, Instant now) {
    if (!state.lets())
      return Optional.of(
          new Hold("campaign " + campaign + " is " + state.word(), Optional.empty()));
    if (!opens.isAfter(now)) return Optional.empty();
    return Optional.of(
        new Hold(
            "its window opens at " + opens.atZone(zone).toOffsetDateTime(),
            Optional.of(opens.plus(later(device)))));
  }

  private Optional<Hold> unready(DeviceId device, Predicate<Precondition> isMet, Instant now) {
    return precondition.filter(isMet.negate()).map(it -> unmet(it, device, now));
  }

  private Hold unmet(Precondition asked, DeviceId device, Instant now) {
    return new Hold(
        Stage.For.CONDITION,
        "it is not yet as campaign %s asks: %s".formatted(campaign, asked.text()),
        Optional.of(now.plus(LOOK_AGAIN).plus(later(device))));
  }

  private static Duration later(DeviceId device) {
    return Duration.ofMillis(Math.floorMod(device.value().hashCode(), SPREAD.toMillis()));
  }
}
