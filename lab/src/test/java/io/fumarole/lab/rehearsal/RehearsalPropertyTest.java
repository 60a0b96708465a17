package io.fumarole.lab.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.plan.Pace;
import io.fumarole.campaign.plan.Phase;
import io.fumarole.campaign.plan.Window;
import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.OfflineHours;
import io.fumarole.lab.fleet.Share;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/// Random campaigns over random fleets: whatever they are, no bound of the plan is broken, and
/// every device is counted once.
class RehearsalPropertyTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @RepeatedTest(30)
  void everyRunKeepsItsPlanAndCountsEachDeviceOnce() {
    Pace pace = pace();
    CampaignPlan plan = Rehearsals.plan(pace, windows(), phases());
    Roster roster = Rehearsals.fleet(1 + random.nextInt(400), behaviour());
    Outcome outcome = Rehearsals.rehearsal(plan, roster).run(random.nextLong());
    String story = "seed %d: %s, %s, %s".formatted(seed, plan, roster.groups(), outcome.counts());
    Outcome.Counts counts = outcome.counts();
    assertThat(counts.members() + counts.out()).as(story).isEqualTo(roster.size());
    Course.Point last = outcome.course().getLast();
    long ended = counts.succeeded() + counts.failed() + counts.declined();
    assertThat(outcome.ends().values().stream().mapToLong(n -> n).sum()).as(story).isEqualTo(ended);
    assertThat(last.taken() + counts.notTaken()).as(story).isEqualTo(counts.members());
    assertThat(ended).as(story).isLessThanOrEqualTo(last.taken());
    if (outcome.state() == CampaignState.COMPLETED)
      assertThat(ended).as(story).isEqualTo(counts.members());
    checkPace(pace, outcome, story);
    checkBreach(plan, outcome, story);
  }

  /// Each step of the course is a second until it is longer than an hour; a window of the budget
  /// begins with the campaign.
  private static void checkPace(Pace pace, Outcome outcome, String story) {
    long before = 0;
    long inWindow = 0;
    long window = pace.window().toSeconds();
    long number = 0;
    for (Course.Point point : outcome.course()) {
      assertThat(point.taken()).as(story).isGreaterThanOrEqualTo(before);
      assertThat(point.succeeded() + point.failed()).as(story).isLessThanOrEqualTo(point.taken());
      long atMost = pace.open().orElse(Long.MAX_VALUE);
      long open = point.taken() - point.succeeded() - point.failed();
      // Who declined has ended, too.
      assertThat(open - outcome.counts().declined()).as(story).isLessThanOrEqualTo(atMost);
      long windows = (point.second() - 1) / window;
      if (windows != number) inWindow = 0;
      number = windows;
      inWindow += point.taken() - before;
      before = point.taken();
      long length = outcome.course().getFirst().second();
      // A step of some seconds may lie in as many windows as it is long, and touch one on either
      // side.
      long touched = length == 1 ? 1 : (length - 1) / window + 2;
      long whole = pace.devices().orElse(Long.MAX_VALUE / (touched + 1));
      assertThat(inWindow).as(story).isLessThanOrEqualTo(touched * whole);
    }
  }

  /// It stops by itself if, and only if, a threshold was exceeded.
  private static void checkBreach(CampaignPlan plan, Outcome outcome, String story) {
    Phase first = plan.phase(0);
    boolean isPausing = outcome.state() == CampaignState.PAUSED;
    if (isPausing) assertThat(outcome.reason()).as(story).startsWith("phase ");
    Optional<Long> most = first.failure().flatMap(Phase.Failure::count);
    boolean isAlone = plan.phases().size() == 1;
    if (isAlone && most.isPresent() && outcome.counts().failed() > most.get())
      assertThat(outcome.state())
          .as(story)
          .isIn(CampaignState.PAUSED, CampaignState.ABORTING, CampaignState.ABORTED);
    if (outcome.state() == CampaignState.COMPLETED && most.isPresent() && isAlone)
      assertThat(outcome.counts().failed()).as(story).isLessThanOrEqualTo(most.get());
  }

  private Behaviour behaviour() {
    return new Behaviour(
        random.nextInt(5) == 0
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(1 + random.nextInt(100_000))),
        share(1),
        share(0.2),
        share(0.2),
        random.nextBoolean()
            ? OfflineHours.NONE
            : new OfflineHours(share(0.9), Duration.ofSeconds(1 + random.nextInt(50_000))),
        new Behaviour.Notified(
            random.nextBoolean(), share(1), Duration.ofSeconds(1 + random.nextInt(4_000))),
        new Behaviour.Work(
            1 + random.nextInt(1_000_000),
            Duration.ofSeconds(random.nextInt(5_000)),
            share(0.2),
            Failures.parse(
                "410=%d%%,503=%d%%,401=%d%%"
                    .formatted(random.nextInt(20), random.nextInt(20), random.nextInt(20)))));
  }

  private Share share(double most) {
    return new Share(random.nextBoolean() ? 0 : random.nextDouble() * most);
  }

  private List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--)
      windows.add(
          new Window(
              LocalTime.of(random.nextInt(24), random.nextInt(60)),
              LocalTime.of(random.nextInt(24), random.nextInt(60)),
              EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.MONDAY)));
    return windows;
  }

  private List<Phase> phases() {
    List<Phase> phases = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--)
      phases.add(phase("phase " + i, new Phase.Share.Count(1 + random.nextInt(50))));
    phases.add(phase("rest", new Phase.Share.Rest()));
    return phases;
  }

  private Phase phase(String name, Phase.Share share) {
    Optional<Phase.Failure> failure =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(
                new Phase.Failure(Optional.of((long) random.nextInt(30)), Optional.empty(), 1));
    return new Phase(
        name,
        share,
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new Phase.Success(random.nextInt(80))),
        failure,
        Duration.ofMinutes(random.nextInt(600)),
        random.nextInt(4) == 0 ? Phase.Breach.ABORT : Phase.Breach.PAUSE);
  }

  private Pace pace() {
    return new Pace(
        some(1 + random.nextInt(100)),
        some(1 + random.nextInt(50)),
        Optional.empty(),
        Duration.ofMinutes(1 + random.nextInt(600)),
        1 + random.nextInt(60_000));
  }

  private Optional<Long> some(long value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }
}
