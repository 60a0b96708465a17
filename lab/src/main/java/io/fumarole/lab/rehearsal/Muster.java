package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignWork;
import io.fumarole.campaign.plan.Kind;
import io.fumarole.campaign.plan.Member;
import io.fumarole.campaign.plan.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the planner works on, as counts and arrays. It does what the SQL stores do, for one
/// campaign that nobody else touches.
final class Muster implements CampaignWork {
  /// The lower bits of an entry in the order are the member.
  private static final int MEMBER_BITS = 24;

  private static final long MEMBER_MASK = (1L << MEMBER_BITS) - 1;

  /// What has to be done with deployments that are made, put on or cancelled.
  interface Handling {
    void begun(int device, Deployment deployment, FirmwarePackage what);

    void changed(int device, Deployment deployment);
  }

  private final Members members;
  private final Lives lives;
  private final Handling handling;
  private final Counting counting;
  private Campaign campaign;

  /// Number of the device of each member.
  private final int[] devices;

  /// Place and member of those that wait, in their order once `isSorted`.
  private final long[] order;

  private int enrolled;
  private int taken;
  private int out;
  private boolean isSorted;
  private final IntList held = new IntList();
  private final IntList between = new IntList();

  /// How many were left out, and why the last of them.
  private Optional<String> whyOut = Optional.empty();

  Muster(Campaign campaign, Members members, Lives lives, Handling handling) {
    this.campaign = campaign;
    this.members = members;
    this.lives = lives;
    this.handling = handling;
    this.counting = new Counting(campaign.plan().phases().size());
    this.devices = new int[lives.size()];
    this.order = new long[lives.size()];
  }

  Campaign campaign() {
    return campaign;
  }

  boolean isDue(Instant now) {
    return campaign.wakeAt().filter(at -> !at.isAfter(now)).isPresent();
  }

  /// Without those that are out.
  int size() {
    return enrolled - out;
  }

  int out() {
    return out;
  }

  Optional<String> whyOut() {
    return whyOut;
  }

  Counting counting() {
    return counting;
  }

  Tally tally() {
    return new Tally(size(), enrolled - taken, counting.phases());
  }

  @Override
  public boolean update(Campaign changed) {
    campaign = changed.withRevision(changed.revision() + 1);
    return true;
  }

  @Override
  public List<Campaign> claim(Instant now, Instant lease, int limit) {
    if (!isDue(now)) return List.of();
    campaign = campaign.wakingAt(Optional.of(lease));
    return List.of(campaign);
  }

  @Override
  public Tally tally(Campaign asked) {
    return tally();
  }

  @Override
  public boolean enrol(Campaign next, List<Member> found) {
    int[] numbers = members.taken();
    for (int i = 0; i < numbers.length; i++) {
      devices[enrolled] = numbers[i];
      order[enrolled] = (found.get(i).place() & ~MEMBER_MASK) | enrolled;
      enrolled++;
    }
    isSorted = false;
    return update(next);
  }

  @Override
  public boolean take(Campaign next, int most) {
    if (!isSorted) Arrays.sort(order, taken, enrolled);
    isSorted = true;
    int end = Math.min(enrolled, taken + most);
    int phase = next.progress().phase();
    for (; taken < end; taken++) {
      held.add(devices[(int) (order[taken] & MEMBER_MASK)]);
      counting.taken(phase);
    }
    return update(next);
  }

  @Override
  public List<Kind> kindsOfHeld(CampaignId id, boolean byHardware) {
    Set<Kind> found = new LinkedHashSet<>();
    held.each(device -> found.add(members.kind(device, byHardware)));
    return List.copyOf(found);
  }

  @Override
  public Optional<Integer> place(Campaign next, Kind kind, Placement placement, int most) {
    update(next);
    Instant at = placement.notifyFrom();
    int placed = 0;
    for (int device : held.take(it -> isOf(kind, it), most)) {
      Member member = member(device, next);
      Deployment made = placement.deployment(next, member, kind, at);
      counting.placed(member.phase().orElseThrow());
      handling.begun(device, made, placement.firmwarePackage());
      at = at.plus(placement.gap());
      placed++;
    }
    return Optional.of(placed);
  }

  private boolean isOf(Kind kind, int device) {
    return members.kind(device, kind.isByHardware()).equals(kind);
  }

  /// As the planner knows it; its number is that of the device.
  private Member member(int device, Campaign of) {
    Member waiting = Member.waiting(members.id(device), 0, device + 1L);
    Optional<Members.Way> way = members.way(device);
    if (way.isEmpty()) return waiting.taken(of.progress().phase());
    Member taken = waiting.taken(way.get().phase());
    for (int step = 0; step < way.get().steps(); step++)
      taken = taken.farther(way.get().deadline());
    return taken;
  }

  @Override
  public Optional<Integer> putOut(Campaign next, Kind kind, String why, int most) {
    update(next);
    int[] gone = held.take(it -> isOf(kind, it), most);
    for (int device : gone) putOut(device, next, why);
    return Optional.of(gone.length);
  }

  private void putOut(int device, Campaign of, String why) {
    counting.putOut(phase(device, of));
    out++;
    whyOut = Optional.of(why);
  }

  private int phase(int device, Campaign of) {
    return members.way(device).map(Members.Way::phase).orElse(of.progress().phase());
  }

  /// Every device of a rehearsal is in service.
  @Override
  public Optional<Integer> putOutAway(Campaign next, String why, int most) {
    update(next);
    return Optional.of(0);
  }

  @Override
  public Optional<Integer> cancel(Campaign asRead, String why, int most, Instant now) {
    update(asRead);
    int cancelled = 0;
    for (int device = 0; device < lives.size() && cancelled < most; device++) {
      if (!lives.isUntouched(device)) continue;
      Deployment gone =
          lives
              .at(device)
              .ended(DeploymentState.CANCELLED, Ending.Cause.OPERATOR, why, now)
              .wakingAt(Optional.empty());
      handling.changed(device, gone);
      cancelled++;
    }
    int[] waiting = held.take(_ -> true, most);
    for (int device : waiting) putOut(device, asRead, why);
    return Optional.of(cancelled + waiting.length);
  }

  @Override
  public List<Deployment> begun(CampaignId id, int limit) {
    List<Deployment> begun = new ArrayList<>();
    for (int device = 0; device < lives.size() && begun.size() < limit; device++)
      if (lives.isOpen(device) && !lives.isInFlight(device) && !lives.isUntouched(device))
        begun.add(lives.at(device));
    return begun;
  }

  @Override
  public Optional<Integer> release(
      Campaign next, Instant from, Duration gap, int most, Instant now) {
    update(next);
    Instant at = from;
    int released = 0;
    for (int device = 0; device < lives.size() && released < most; device++) {
      if (!lives.isHeldByCampaign(device)) continue;
      handling.changed(device, lives.at(device).releasedAt(at, now));
      at = at.plus(gap);
      released++;
    }
    return Optional.of(released);
  }

  @Override
  public Optional<Integer> goFarther(Campaign asRead, int most) {
    update(asRead);
    int[] farther = between.take(_ -> true, most);
    for (int device : farther) {
      counting.farther(phase(device, asRead));
      held.add(device);
    }
    return Optional.of(farther.length);
  }

  /// A deployment has come to its end.
  void ended(int device, Deployment after) {
    int phase = after.part().orElseThrow().phase();
    boolean isBetween = after.state() == DeploymentState.SUCCEEDED && !after.leg().isLast();
    if (isBetween) {
      counting.between(phase);
      members.went(device, after);
      between.add(device);
    } else {
      counting.ended(phase, after.state());
    }
  }
}
