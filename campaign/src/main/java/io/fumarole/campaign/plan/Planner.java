package io.fumarole.campaign.plan;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageLists;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.deployment.Deployer;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.plan.CampaignWork.Placement;
import io.fumarole.campaign.plan.Conductor.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carries out what [Conductor] decides, one slice at a time. All that it knows is in the store:
/// any number of them may work at once, and one that dies leaves nothing that another does not take
/// up.
public final class Planner {
  private static final int CAMPAIGNS_AT_ONCE = 20;

  /// Of one campaign before the next has its turn.
  private static final int MOST_STEPS = 50;

  /// Long enough for a turn, short enough for whoever waits for a campaign whose planner died.
  private static final Duration LEASE = Duration.ofMinutes(2);

  /// While the last Execs of a campaign that was aborted run.
  private static final Duration LAST_ONES = Duration.ofSeconds(30);

  private final CampaignWork campaigns;
  private final PackageLists packages;
  private final Targets targets;
  private final Canceller canceller;
  private final Witness witness;

  /// Cancels one deployment, if no Exec of it is out.
  public interface Canceller {
    void cancel(DeploymentId deployment, Instant now);
  }

  public Planner(
      CampaignStore campaigns, PackageStore packages, Targets targets, Deployer deployer) {
    this(campaigns, packages, targets, deployer, Witness.NOBODY);
  }

  /// @param witness told of each state that a campaign comes to
  public Planner(
      CampaignStore campaigns,
      PackageStore packages,
      Targets targets,
      Deployer deployer,
      Witness witness) {
    this(campaigns, packages, targets, deployer::cancel, witness);
  }

  /// The same where deployments are no rows.
  public Planner(
      CampaignWork campaigns,
      PackageLists packages,
      Targets targets,
      Canceller canceller,
      Witness witness) {
    this.campaigns = campaigns;
    this.packages = packages;
    this.targets = targets;
    this.canceller = canceller;
    this.witness = witness;
  }

  /// Deals with all campaigns that are due now; returns how many steps were taken.
  public int round(Instant now) {
    int steps = 0;
    for (Campaign due : campaigns.claim(now, now.plus(LEASE), CAMPAIGNS_AT_ONCE))
      steps += new Turn(due, now).take();
    return steps;
  }

  /// What was stored of a step.
  ///
  /// @param campaign as it stands now; empty when somebody else has changed it meanwhile
  /// @param isOver whether it rests
  private record Stored(Optional<Campaign> campaign, boolean isOver) {
    static final Stored LOST = new Stored(Optional.empty(), true);

    static Stored going(boolean isStored, Campaign next) {
      return isStored ? new Stored(Optional.of(renewed(next)), false) : LOST;
    }

    private static Campaign renewed(Campaign stored) {
      return stored.withRevision(stored.revision() + 1);
    }
  }

  /// One campaign's turn.
  private final class Turn {
    private final Instant now;
    private final ReleasePackages release;
    private Campaign campaign;

    Turn(Campaign campaign, Instant now) {
      this.campaign = campaign;
      this.now = now;
      this.release = new ReleasePackages(campaign.plan().release(), packages);
    }

    int take() {
      for (int steps = 1; steps <= MOST_STEPS; steps++) {
        Stored stored = step();
        if (stored.campaign().isEmpty()) return steps;
        campaign = stored.campaign().get();
        if (stored.isOver()) return steps;
      }
      // The others first.
      campaigns.update(campaign.wakingAt(Optional.of(now)));
      return MOST_STEPS;
    }

    /// Looked for only where the pace asks.
    private long octetsEach() {
      return campaign.plan().pace().octets().isPresent() ? release.largest() : 0;
    }

    private Stored step() {
      Optional<String> stop = release.mayNotBegin().or(() -> targets.fault(campaign.plan()));
      if (campaign.state() == CampaignState.RUNNING && stop.isPresent()) {
        Campaign paused = campaign.to(CampaignState.PAUSED, stop.get(), now);
        return decided(paused) ? new Stored(Optional.of(paused), true) : Stored.LOST;
      }
      Tally tally = campaigns.tally(campaign);
      if (tally.between() > 0 && !campaign.state().isEnd()) {
        if (campaigns.goFarther(campaign, Conductor.SLICE).isEmpty()) return Stored.LOST;
        campaign = Stored.renewed(campaign);
        tally = campaigns.tally(campaign);
      }
      if (campaign.state() == CampaignState.RUNNING && tally.held() > 0) {
        if (!placeHeld()) return Stored.LOST;
        tally = campaigns.tally(campaign);
      }
      return switch (Conductor.next(campaign, tally, octetsEach(), now)) {
        case Step.Become(var next) -> Stored.going(decided(next), next);
        case Step.Rest(var next) ->
            campaigns.update(next) ? new Stored(Optional.of(next), true) : Stored.LOST;
        case Step.Enrol() -> enrol();
        case Step.Admit(int most) -> admit(most);
        case Step.Release() -> release();
        case Step.Cancel() -> cancel();
      };
    }

    private boolean decided(Campaign next) {
      if (next.state() == campaign.state()) return campaigns.update(next);
      Witness.Outcome outcome = witness.deciding(campaign, next);
      boolean isStored = campaigns.update(next);
      outcome.ended(isStored);
      return isStored;
    }

    private Stored enrol() {
      Progress progress = campaign.progress();
      String after = progress.enrolment().upTo().orElseThrow();
      Targets.Found found = targets.after(campaign.plan(), after, Conductor.SLICE, now);
      List<Member> members = new ArrayList<>();
      for (DeviceId device : found.devices())
        members.add(
            Member.waiting(
                device, place(device), progress.enrolment().members() + members.size() + 1));
      Campaign next = campaign.with(progress.enrolled(found.upTo(), members.size()));
      return Stored.going(campaigns.enrol(next, members), next);
    }

    private long place(DeviceId device) {
      return campaign.plan().order() == CampaignPlan.Order.GIVEN
          ? 0
          : hash(campaign.id() + " " + device);
    }

    private Stored admit(int most) {
      Campaign next = campaign.with(campaign.progress().admitted(most, most * release.largest()));
      Stored taken = Stored.going(campaigns.take(next, most), next);
      if (taken.campaign().isEmpty()) return taken;
      campaign = taken.campaign().get();
      return placeHeld() ? new Stored(Optional.of(campaign), false) : Stored.LOST;
    }

    /// Gives members that were taken their deployments, as far as their devices are free.
    private boolean placeHeld() {
      String why = "the device is not in service";
      if (campaigns.putOutAway(campaign, why, Conductor.SLICE).isEmpty()) return false;
      campaign = Stored.renewed(campaign);
      for (Kind kind : campaigns.kindsOfHeld(campaign.id(), release.asksHardware()))
        if (!placeHeld(kind)) return false;
      return true;
    }

    private boolean placeHeld(Kind kind) {
      List<FirmwarePackage> path = release.path(kind);
      return path.isEmpty() ? putOut(kind) : placeHeld(kind, path);
    }

    private boolean placeHeld(Kind kind, List<FirmwarePackage> path) {
      Progress progress = campaign.progress();
      Duration gap = campaign.plan().pace().betweenNotifications();
      Instant from = firstNotified();
      var placement = new Placement(path.getFirst(), reason(path), path.size() - 1, from, gap, now);
      Optional<Integer> placed = campaigns.place(campaign, kind, placement, Conductor.SLICE);
      if (placed.isEmpty()) return false;
      campaign = Stored.renewed(campaign);
      if (placed.get() == 0) return true;
      campaign = campaign.with(progress.notifyingFrom(from.plus(gap.multipliedBy(placed.get()))));
      return true;
    }

    /// After now: a time that is not later than the making of a deployment never comes for it.
    private Instant firstNotified() {
      Instant next = campaign.progress().notifyFrom();
      return next.isAfter(now) ? next : now.plusMillis(1);
    }

    private String reason(List<FirmwarePackage> path) {
      String words =
          "campaign %s, phase %s: package %s, version %s"
              .formatted(
                  campaign.id(),
                  campaign.phase().name(),
                  path.getFirst().id(),
                  path.getFirst().toVersion());
      return path.size() == 1
          ? words
          : words
              + ", the first of %d steps that are left: %s"
                  .formatted(path.size(), ReleasePackages.words(path));
    }

    private boolean putOut(Kind kind) {
      String why = "devices that " + release.whyNot(kind) + " are left out";
      boolean isStored = campaigns.putOut(campaign, kind, why, Conductor.SLICE).isPresent();
      if (isStored) campaign = Stored.renewed(campaign);
      return isStored;
    }

    private Stored release() {
      Progress progress = campaign.progress();
      Duration gap = campaign.plan().pace().betweenNotifications();
      Instant from = firstNotified();
      Optional<Integer> released = campaigns.release(campaign, from, gap, Conductor.SLICE, now);
      if (released.isEmpty()) return Stored.LOST;
      Campaign stored = Stored.renewed(campaign);
      if (released.get() > 0)
        return new Stored(
            Optional.of(
                stored.with(progress.notifyingFrom(from.plus(gap.multipliedBy(released.get()))))),
            false);
      Campaign next = stored.with(progress.released());
      return Stored.going(campaigns.update(next), next);
    }

    private Stored cancel() {
      Optional<Integer> cancelled =
          campaigns.cancel(campaign, campaign.reason(), Conductor.SLICE, now);
      if (cancelled.isEmpty()) return Stored.LOST;
      campaign = Stored.renewed(campaign);
      List<Deployment> begun = campaigns.begun(campaign.id(), Conductor.SLICE);
      begun.forEach(it -> canceller.cancel(it.id(), now));
      if (cancelled.get() + begun.size() > 0) return new Stored(Optional.of(campaign), false);
      Campaign next = campaign.wakingAt(Optional.of(now.plus(LAST_ONES)));
      return campaigns.update(next) ? new Stored(Optional.of(next), true) : Stored.LOST;
    }
  }

  /// Evenly spread, and not negative.
  private static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
    }
  }
}
