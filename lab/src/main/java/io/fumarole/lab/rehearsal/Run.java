package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.plan.Control;
import io.fumarole.campaign.plan.Planner;
import io.fumarole.campaign.plan.Tally;
import io.fumarole.campaign.plan.Witness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// One run of a rehearsal: the planner, the time limits and the devices take turns, a second at a
/// time. What is decided is decided by the campaign's own code; here is only who asks it when.
final class Run implements Muster.Handling {
  private static final int MINUTE = 60;

  private final Rehearsal rehearsal;
  private final Clock clock;
  private final Habits habits;
  private final Lives lives;
  private final Members members;
  private final Muster muster;
  private final Planner planner;
  private final Sessions sessions;
  private final Wheel wheel;
  private final Course course;
  private final List<Outcome.Pause> pauses = new ArrayList<>();
  private final SortedMap<String, Long> ends = new TreeMap<>();
  private int resumed;
  private int second;
  private Instant now;

  Run(Rehearsal rehearsal, Chance chance) {
    this.rehearsal = rehearsal;
    this.clock = new Clock(rehearsal.start());
    this.now = rehearsal.start();
    Roster roster = rehearsal.roster();
    this.habits = new Habits(roster, chance);
    this.lives = new Lives(rehearsal, clock);
    this.members = new Members(roster);
    this.wheel = new Wheel(2 * roster.size());
    this.course = new Course(regularSessions(roster));
    Campaign draft = Campaign.draft(rehearsal.id(), rehearsal.plan(), now);
    this.muster = new Muster(done(Control.start(draft, now)), members, lives, this);
    this.sessions = new Sessions(rehearsal, habits, course);
    this.planner =
        new Planner(muster, new Shelf(rehearsal.packages()), members, this::cancel, Witness.NOBODY);
  }

  /// Of all devices that call by their clocks, whether there is anything for them or not.
  private static double regularSessions(Roster roster) {
    double sum = 0;
    int[] sizes = new int[roster.groups().size()];
    for (int device = 0; device < roster.size(); device++) sizes[roster.groupOf(device)]++;
    for (int group = 0; group < sizes.length; group++) {
      Behaviour behaviour = roster.groups().get(group).behaviour();
      double here = 1 - behaviour.gone().part();
      double longer = 1 + behaviour.jitter().part() / 2;
      if (behaviour.poll().isPresent())
        sum += sizes[group] * here / (Clock.seconds(behaviour.poll().get()) * longer);
    }
    return sum;
  }

  private static Campaign done(Control.Outcome outcome) {
    return switch (outcome) {
      case Control.Outcome.Done(var next) -> next;
      case Control.Outcome.Refused(var words) -> throw new IllegalStateException(words);
    };
  }

  /// @param eachMinute called once for each minute that is rehearsed
  Outcome outcome(Runnable eachMinute) {
    int longest = Clock.seconds(rehearsal.longest());
    for (; second < longest && !isOver(); second++) {
      now = clock.at(second);
      if (second % MINUTE == 0) eachMinute.run();
      wheel.turn(second, this::due);
      while (muster.isDue(now)) planner.round(now);
      watch();
      course.second(second, muster.counting());
    }
    Campaign campaign = muster.campaign();
    return new Outcome(
        seed(),
        campaign.state(),
        isOver() ? campaign.reason() : "it goes on for longer than is rehearsed",
        Math.max(0, second - 1),
        pauses,
        counts(),
        course.load(),
        ends,
        course.points());
  }

  private long seed() {
    return habits.seed();
  }

  private boolean isOver() {
    CampaignState state = muster.campaign().state();
    return state.isEnd() || (state == CampaignState.PAUSED && rehearsal.resumeAfter().isEmpty());
  }

  /// What the operator sees, and does about it.
  private void watch() {
    Campaign campaign = muster.campaign();
    if (campaign.state() != CampaignState.PAUSED) return;
    boolean isKnown = pauses.size() > resumed;
    if (!isKnown) pauses.add(new Outcome.Pause(second, campaign.reason()));
    int waits = rehearsal.resumeAfter().map(Clock::seconds).orElse(Integer.MAX_VALUE);
    if (second - pauses.getLast().second() < waits) return;
    muster.update(done(Control.resume(campaign, muster.tally(), now)));
    resumed++;
  }

  private void due(int entry) {
    int device = entry >> 1;
    if (!lives.isOpen(device)) return;
    Deployment was = lives.at(device);
    if ((entry & 1) == 0) {
      var limit = sessions.limit(device, was, muster.campaign(), now);
      keep(device, limit.after());
      if (limit.notifies()) notify(device, limit.after());
    } else {
      call(device, was);
    }
  }

  /// A device has heard of it, or not: then it may come before its clock says so.
  private void notify(int device, Deployment deployment) {
    if (!habits.isNotified(device)) return;
    course.notification();
    if (deployment.isInFlight() || !lives.isOpen(device)) return;
    OptionalInt answer = habits.answer(device, Sessions.turn(deployment, true), second);
    if (answer.isEmpty()) return;
    boolean isSooner =
        !wheel.isPlanned(session(device)) || wheel.when(session(device)) > answer.getAsInt();
    if (isSooner) wheel.plan(session(device), answer.getAsInt());
  }

  private void call(int device, Deployment was) {
    if (was.isInFlight() || !habits.isRegular(device, second)) course.session();
    Sessions.Held held = sessions.hold(device, was, muster.campaign(), second, now);
    keep(device, held.after());
    if (lives.isOpen(device)) plan(device, held.next());
  }

  private void plan(int device, OptionalInt next) {
    if (next.isPresent()) wheel.plan(session(device), Math.max(second + 1, next.getAsInt()));
    else wheel.cancel(session(device));
  }

  private void keep(int device, Deployment after) {
    if (after.state().isEnd()) {
      end(device, after);
      return;
    }
    lives.put(device, after);
    wheel.plan(limit(device), Math.max(second + 1, lives.wakeAt(device)));
  }

  private void end(int device, Deployment after) {
    Ending ending = after.ending().orElseThrow();
    boolean isCounted = after.state() != DeploymentState.SUCCEEDED || after.leg().isLast();
    if (isCounted) ends.merge(words(after.state(), ending), 1L, Long::sum);
    lives.close(device);
    wheel.cancel(limit(device));
    wheel.cancel(session(device));
    muster.ended(device, after);
  }

  private static String words(DeploymentState state, Ending ending) {
    String cause = ending.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return state.word() + ": " + cause + ending.code().map(code -> " " + code).orElse("");
  }

  private static int limit(int device) {
    return 2 * device;
  }

  private static int session(int device) {
    return 2 * device + 1;
  }

  @Override
  public void begun(int device, Deployment deployment, FirmwarePackage what) {
    lives.begin(device, deployment, what);
    wheel.plan(limit(device), Math.max(second + 1, lives.wakeAt(device)));
    plan(device, habits.nextCall(device, second + 1));
  }

  @Override
  public void changed(int device, Deployment deployment) {
    keep(device, deployment);
  }

  /// As an operator's, of one for which no Exec is out.
  private void cancel(DeploymentId id, Instant at) {
    String number = id.value().substring(rehearsal.id().value().length() + 1).split("[sr]", -1)[0];
    int device = Integer.parseInt(number) - 1;
    Deployment was = lives.at(device);
    String words = "cancelled by an operator";
    changed(
        device,
        was.ended(DeploymentState.CANCELLED, Ending.Cause.OPERATOR, words, at)
            .wakingAt(Optional.empty()));
  }

  private Outcome.Counts counts() {
    Tally tally = muster.tally();
    long neverHeard = 0;
    long neverReady = 0;
    boolean asks = rehearsal.plan().precondition().isPresent();
    for (int device = 0; device < rehearsal.roster().size(); device++) {
      if (!members.isMember(device, rehearsal.plan())) continue;
      if (!habits.isHeardOf(device)) neverHeard++;
      else if (asks && !habits.isReady(device)) neverReady++;
    }
    return new Outcome.Counts(
        tally.members(),
        muster.out(),
        muster.whyOut(),
        tally.waiting(),
        muster.counting().succeeded(),
        muster.counting().failed(),
        muster.counting().declined(),
        neverHeard,
        neverReady);
  }
}
