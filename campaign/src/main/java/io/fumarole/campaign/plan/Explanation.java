package io.fumarole.campaign.plan;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Hold;
import io.fumarole.campaign.deployment.Stage;
import io.fumarole.campaign.device.Device;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Why a device is not updated, in one sentence.
///
/// @param why for programs
/// @param words for people, with what would change it
public record Explanation(Why why, String words) {
  public enum Why {
    /// The device runs the version.
    DONE,
    /// An operator keeps work from it.
    NOT_ENROLLED,
    /// It is in no campaign and has no deployment.
    NOTHING_PLANNED,
    NOT_STARTED,
    /// It is not among the campaign's devices.
    NOT_A_MEMBER,
    OUT,
    /// Its phase has not begun.
    NOT_ITS_TURN,
    /// Another deployment of it is open.
    BUSY,
    PAUSED,
    OUTSIDE_ITS_WINDOW,
    /// It is not as the campaign's precondition asks.
    NOT_READY,
    /// The server waits for it.
    NO_CONTACT,
    /// It is being updated.
    AT_WORK,
    ENDED
  }

  /// Of a campaign.
  public static Explanation of(Campaign campaign, Participation device, Instant now) {
    String version = campaign.plan().release().version();
    if (device.version().equals(Optional.of(version)) && device.open().isEmpty())
      return new Explanation(Why.DONE, "it runs " + version);
    if (device.standing() != Device.Standing.ENROLLED)
      return new Explanation(
          Why.NOT_ENROLLED,
          "the device is %s: no work is given to it"
              .formatted(device.standing().name().toLowerCase(java.util.Locale.ROOT)));
    if (campaign.state() == CampaignState.DRAFT)
      return new Explanation(Why.NOT_STARTED, "campaign " + campaign.id() + " is not started");
    return device
        .member()
        .map(member -> of(campaign, device, member, now))
        .orElseGet(() -> notAMember(campaign));
  }

  private static Explanation notAMember(Campaign campaign) {
    boolean looks = campaign.progress().isEnrolling();
    return new Explanation(
        Why.NOT_A_MEMBER,
        looks
            ? "campaign " + campaign.id() + " is still looking for its devices"
            : "campaign %s does not take it: it was not a %s that its target selects"
                .formatted(campaign.id(), campaign.plan().release().model()));
  }

  private static Explanation of(
      Campaign campaign, Participation device, Member member, Instant now) {
    if (member.out().isPresent()) return new Explanation(Why.OUT, member.out().get());
    if (member.phase().isEmpty())
      return new Explanation(
          Why.NOT_ITS_TURN,
          "no phase has taken it yet; campaign %s is %s: %s"
              .formatted(campaign.id(), campaign.state().word(), campaign.reason()));
    return device
        .deployment()
        .map(it -> of(campaign, device, it, now))
        .orElseGet(() -> unplaced(campaign, member, device.open()));
  }

  private static Explanation unplaced(
      Campaign campaign, Member member, Optional<Participation.Open> open) {
    return open.map(
            it ->
                new Explanation(
                    Why.BUSY,
                    "it has another deployment, %s%s, which is %s: cancel it or wait for its end"
                        .formatted(
                            it.id(),
                            it.campaign().map(other -> " of campaign " + other).orElse(""),
                            it.state().word())))
        .orElseGet(
            () ->
                new Explanation(
                    Why.NOT_ITS_TURN,
                    "%s; campaign %s is %s"
                        .formatted(aboutToBeMade(member), campaign.id(), campaign.state().word())));
  }

  private static String aboutToBeMade(Member member) {
    return member.way().steps() == 0
        ? "its phase has taken it and its deployment is about to be made"
        : "step %d is done, and the deployment of the next is about to be made"
            .formatted(member.way().steps());
  }

  private static Explanation of(
      Campaign campaign, Participation device, Deployment deployment, Instant now) {
    boolean isBetween =
        deployment.state() == DeploymentState.SUCCEEDED && !deployment.leg().isLast();
    if (isBetween)
      return new Explanation(
          Why.NOT_ITS_TURN,
          "%s is done: %s; the next begins while the campaign runs, and campaign %s is %s"
              .formatted(
                  deployment.leg().words().orElse("a step"),
                  deployment.reason(),
                  campaign.id(),
                  campaign.state().word()));
    if (deployment.state().isEnd())
      return new Explanation(
          deployment.state() == DeploymentState.SUCCEEDED ? Why.DONE : Why.ENDED,
          words(deployment));
    return held(campaign, deployment, device.zone(), now).orElseGet(() -> of(deployment));
  }

  /// What its campaign keeps an open deployment from, whatever the deployment itself waits for;
  /// empty when it may begin, or has begun.
  ///
  /// @param zone of the device
  public static Optional<Explanation> held(
      Campaign campaign, Deployment deployment, Optional<ZoneId> zone, Instant now) {
    if (deployment.state().isEnd() || deployment.isInFlight()) return Optional.empty();
    Optional<Hold> hold = Rule.of(campaign).in(zone).closed(deployment.device(), now);
    return hold.map(
        it ->
            new Explanation(
                campaign.state().lets() ? Why.OUTSIDE_ITS_WINDOW : Why.PAUSED,
                it.words() + "; " + campaign.reason()));
  }

  /// Of an open deployment by itself.
  public static Explanation of(Deployment deployment) {
    boolean waitsForDevice =
        deployment.state() == DeploymentState.SCHEDULED
            || deployment.state() == DeploymentState.NOTIFIED;
    boolean isUnready =
        deployment.waiting().filter(it -> it.what() == Stage.For.CONDITION).isPresent();
    if (isUnready) return new Explanation(Why.NOT_READY, words(deployment));
    return new Explanation(waitsForDevice ? Why.NO_CONTACT : Why.AT_WORK, words(deployment));
  }

  private static String words(Deployment deployment) {
    return "%sdeployment %s is %s: %s"
        .formatted(
            deployment.leg().words().map(it -> it + ", ").orElse(""),
            deployment.id(),
            deployment.state().word(),
            deployment.reason());
  }
}
