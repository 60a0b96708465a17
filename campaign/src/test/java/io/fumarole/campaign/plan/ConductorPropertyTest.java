package io.fumarole.campaign.plan;

import static io.fumarole.campaign.plan.Plans.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.plan.Conductor.Step;
import io.fumarole.campaign.plan.Phase.Breach;
import io.fumarole.campaign.plan.Phase.Failure;
import io.fumarole.campaign.plan.Phase.Share;
import io.fumarole.campaign.plan.Phase.Success;
import io.fumarole.campaign.plan.Tally.OfPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/// Random plans over random fleets, to their end: budgets hold, nothing begins before its time, a
/// breach stops it, and every campaign ends.
class ConductorPropertyTest {
  private static final long OCTETS_EACH = 1_000;
  private static final int MOST_STEPS = 200_000;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  /// Counts of one phase as they change.
  private static final class Running {
    long taken;
    long open;
    long succeeded;
    long failed;
    long declined;

    OfPhase counts() {
      return new OfPhase(taken, 0, open, succeeded, failed, declined);
    }
  }

  @RepeatedTest(200)
  void everyCampaignKeepsItsPlan() {
    CampaignPlan plan = plan();
    long members = random.nextInt(400);
    double failing = random.nextDouble() * random.nextDouble();
    List<Running> phases = new ArrayList<>();
    Campaign campaign = Plans.running(plan);
    Instant now = NOW;
    for (int steps = 0; !campaign.state().isEnd(); steps++) {
      String story =
          "seed %d, step %d, %s, %s".formatted(seed, steps, campaign, tally(members, phases));
      assertThat(steps).as(story).isLessThan(MOST_STEPS);
      Tally tally = tally(members, phases);
      switch (Conductor.next(campaign, tally, OCTETS_EACH, now)) {
        case Step.Enrol() ->
            campaign = campaign.with(campaign.progress().enrolled(Optional.empty(), members));
        case Step.Admit(int most) -> {
          check(campaign, tally, most, now, story);
          int index = campaign.progress().phase();
          while (phases.size() <= index) phases.add(new Running());
          long admitted = Math.min(most, tally.waiting());
          phases.get(index).taken += admitted;
          phases.get(index).open += admitted;
          campaign = campaign.with(campaign.progress().admitted(admitted, admitted * OCTETS_EACH));
        }
        case Step.Release() -> campaign = campaign.with(campaign.progress().released());
        case Step.Cancel() -> {
          for (Running phase : phases) {
            phase.declined += phase.open;
            phase.open = 0;
          }
        }
        case Step.Become(var next) -> {
          checkPhase(campaign, next, tally, now, story);
          campaign = next;
        }
        case Step.Rest(var next) -> {
          campaign = next;
          if (campaign.state() == CampaignState.PAUSED) {
            campaign = ((Control.Outcome.Done) Control.resume(campaign, tally, now)).next();
          } else {
            assertThat(next.wakeAt().orElseThrow()).as(story).isAfter(now);
            now = next.wakeAt().orElseThrow();
            live(phases, failing);
          }
        }
      }
    }
    assertThat(tally(members, phases).open()).isZero();
    if (campaign.state() == CampaignState.COMPLETED)
      assertThat(tally(members, phases).waiting()).isZero();
  }

  private void check(Campaign campaign, Tally tally, int most, Instant now, String story) {
    Pace pace = campaign.plan().pace();
    Progress progress = campaign.progress();
    assertThat(most).as(story).isBetween(1, Conductor.SLICE);
    pace.open().ifPresent(it -> assertThat(tally.open() + most).as(story).isLessThanOrEqualTo(it));
    pace.devices()
        .ifPresent(
            it -> assertThat(progress.budget().devices() + most).as(story).isLessThanOrEqualTo(it));
    pace.octets()
        .ifPresent(
            it ->
                assertThat(progress.budget().octets() + most * OCTETS_EACH)
                    .as(story)
                    .isLessThanOrEqualTo(it));
    assertThat(now)
        .as(story)
        .isBetween(
            progress.budget().window(),
            progress.budget().window().plus(pace.window()).minusMillis(1));
    for (int i = 0; i <= progress.phase(); i++) {
      OfPhase seen = tally.phase(i).without(progress.pardoned(i));
      Optional<Failure> failure = campaign.plan().phase(i).failure();
      assertThat(failure.flatMap(Failure::count).filter(it -> seen.failed() > it))
          .as(story)
          .isEmpty();
    }
  }

  /// The next phase begins when this one has what it asks for, and stood long enough.
  private static void checkPhase(
      Campaign was, Campaign next, Tally tally, Instant now, String story) {
    int index = was.progress().phase();
    if (next.progress().phase() == index) return;
    assertThat(next.progress().phase()).as(story).isEqualTo(index + 1);
    Phase phase = was.phase();
    OfPhase seen = tally.phase(index);
    if (!was.progress().pardoned(index).isExcused())
      phase
          .success()
          .ifPresent(
              it ->
                  assertThat(seen.succeeded() * 100.0)
                      .as(story)
                      .isGreaterThanOrEqualTo(it.percent() * seen.taken()));
    assertThat(now)
        .as(story)
        .isAfterOrEqualTo(was.progress().passed().orElseThrow().plus(phase.soak()));
  }

  private static Tally tally(long members, List<Running> phases) {
    long taken = phases.stream().mapToLong(it -> it.taken).sum();
    return new Tally(members, members - taken, phases.stream().map(Running::counts).toList());
  }

  /// Some devices come to an end.
  private void live(List<Running> phases, double failing) {
    for (Running phase : phases) {
      long ended = phase.open == 0 ? 0 : 1 + random.nextLong(phase.open);
      for (long i = 0; i < ended; i++) {
        phase.open--;
        if (random.nextDouble() < failing) phase.failed++;
        else if (random.nextInt(50) == 0) phase.declined++;
        else phase.succeeded++;
      }
    }
  }

  private CampaignPlan plan() {
    List<Phase> phases = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++)
      phases.add(
          phase(
              "phase " + i,
              random.nextBoolean()
                  ? new Share.Count(1 + random.nextInt(50))
                  : new Share.Percent(1 + random.nextInt(60))));
    phases.add(phase("rest", new Share.Rest()));
    var pace =
        new Pace(
            some(1 + random.nextInt(100)),
            some(1 + random.nextInt(50)),
            some(OCTETS_EACH * (1 + random.nextInt(50))),
            Duration.ofMinutes(1 + random.nextInt(600)),
            60);
    return Plans.plan(pace, phases.toArray(Phase[]::new));
  }

  private Phase phase(String name, Share share) {
    return new Phase(
        name,
        share,
        random.nextBoolean() ? Optional.of(new Success(random.nextInt(101))) : Optional.empty(),
        random.nextBoolean() ? Optional.of(failure()) : Optional.empty(),
        Duration.ofMinutes(random.nextInt(300)),
        random.nextInt(4) == 0 ? Breach.ABORT : Breach.PAUSE);
  }

  private Failure failure() {
    Optional<Long> count = some(random.nextInt(20));
    Optional<Double> percent =
        count.isEmpty() || random.nextBoolean()
            ? Optional.of((double) random.nextInt(60))
            : Optional.empty();
    return new Failure(count, percent, 1 + random.nextInt(20));
  }

  private Optional<Long> some(long value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }
}
