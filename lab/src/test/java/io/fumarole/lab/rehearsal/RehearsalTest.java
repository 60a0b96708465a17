package io.fumarole.lab.rehearsal;

import static io.fumarole.lab.rehearsal.Rehearsals.OCTETS;
import static io.fumarole.lab.rehearsal.Rehearsals.failing;
import static io.fumarole.lab.rehearsal.Rehearsals.fleet;
import static io.fumarole.lab.rehearsal.Rehearsals.image;
import static io.fumarole.lab.rehearsal.Rehearsals.plan;
import static io.fumarole.lab.rehearsal.Rehearsals.rehearsal;
import static io.fumarole.lab.rehearsal.Rehearsals.rest;
import static io.fumarole.lab.rehearsal.Rehearsals.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Patience;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final int HOUR = 3_600;
  private static final CampaignPlan PLAIN = plan(Pace.UNBOUNDED, List.of(), List.of(rest()));

  private static Pace open(long most) {
    return new Pace(
        Optional.of(most),
        Optional.empty(),
        Optional.empty(),
        Duration.ofHours(1),
        Pace.UNBOUNDED.notifications());
  }

  private static Phase canary(long count, double failures) {
    return new Phase(
        "canary",
        new Phase.Share.Count(count),
        Optional.empty(),
        Optional.of(new Phase.Failure(Optional.empty(), Optional.of(failures), 10)),
        Duration.ofHours(6),
        Phase.Breach.PAUSE);
  }

  @Test
  void aFleetThatCallsEachHourIsDoneInLittleMore() {
    Outcome outcome = rehearsal(PLAIN, fleet(1_000, steady())).run(1);
    assertThat(outcome.state()).isEqualTo(CampaignState.COMPLETED);
    assertThat(outcome.reason()).isEqualTo("1000 of 1000 devices succeeded");
    assertThat(outcome.seconds()).isBetween(HOUR, HOUR + 300);
    assertThat(outcome.load().octets()).isCloseTo(1_000.0 * OCTETS, within(1e6));
    assertThat(outcome.ends()).containsExactly(Map.entry("succeeded: proved", 1_000L));
    assertThat(outcome.load().notifications()).isZero();
  }

  @Test
  void theSameSeedGivesTheSameStory() {
    Rehearsal rehearsal = rehearsal(PLAIN, fleet(500, failing("410=20%,503=10%")));
    assertThat(rehearsal.run(7)).isEqualTo(rehearsal.run(7));
    assertThat(rehearsal.run(7)).isNotEqualTo(rehearsal.run(8));
  }

  @Test
  void devicesWithAnAddressNeedNotWaitForTheirClocks() {
    Behaviour asked =
        steady()
            .polling(Optional.empty())
            .with(new Behaviour.Notified(true, new Share(0.8), Duration.ofMinutes(1)));
    Outcome outcome = rehearsal(PLAIN, fleet(1_000, asked)).run(1);
    // Answered by 80% each time: some need the second, after a quarter of an hour, or the third.
    assertThat(outcome.load().notifications()).isBetween(1_200L, 1_300L);
    assertThat(outcome.counts().succeeded()).isGreaterThan(995);
    Outcome.Counts counts = outcome.counts();
    assertThat(counts.succeeded() + counts.failed()).isEqualTo(1_000);
  }

  @Test
  void noMoreAreOpenAtOnceThanThePaceAllows() {
    Outcome outcome =
        rehearsal(plan(open(50), List.of(), List.of(rest())), fleet(1_000, steady())).run(1);
    assertThat(outcome.state()).isEqualTo(CampaignState.COMPLETED);
    for (Course.Point point : outcome.course())
      assertThat(point.taken() - point.succeeded() - point.failed()).isLessThanOrEqualTo(50);
    // Twenty rounds of devices of which each takes half an hour until it calls.
    assertThat(outcome.seconds()).isBetween(8 * HOUR, 16 * HOUR);
  }

  @Test
  void nobodyBeginsOutsideTheWindow() {
    var night =
        new Window(LocalTime.of(22, 0), LocalTime.of(23, 0), EnumSet.allOf(DayOfWeek.class));
    Behaviour slow = steady().polling(Optional.of(Duration.ofHours(5)));
    Outcome outcome =
        rehearsal(plan(Pace.UNBOUNDED, List.of(night), List.of(rest())), fleet(1_000, slow)).run(1);
    assertThat(outcome.state()).isEqualTo(CampaignState.COMPLETED);
    long before = 0;
    for (Course.Point point : outcome.course()) {
      // It starts at eight: the window opens after 14 hours, and after 24 more each.
      int ofDay = (point.second() + 8 * HOUR) % (24 * HOUR);
      boolean isNight = ofDay > 22 * HOUR && ofDay < 23 * HOUR + 10 * 60;
      if (!isNight) assertThat(point.succeeded()).as("at %s", point).isEqualTo(before);
      before = point.succeeded();
    }
  }

  @Test
  void aCanaryThatFailsTooOftenPausesIt() {
    CampaignPlan plan = plan(Pace.UNBOUNDED, List.of(), List.of(canary(50, 10), rest()));
    Outcome outcome = rehearsal(plan, fleet(1_000, failing("410=40%"))).run(1);
    assertThat(outcome.state()).isEqualTo(CampaignState.PAUSED);
    assertThat(outcome.reason()).matches("phase canary: \\d+ of \\d+ devices failed");
    assertThat(outcome.pauses()).hasSize(1);
    assertThat(outcome.counts().notTaken()).isEqualTo(950);
    Outcome goesOn =
        new Rehearsal(
                rehearsal(plan, fleet(1_000, failing("410=40%"))).id(),
                plan,
                rehearsal(plan, fleet(1, steady())).packages(),
                Rehearsals.PROFILE,
                fleet(1_000, failing("410=40%")),
                Rehearsals.START,
                Duration.ofDays(60),
                Optional.of(Duration.ofHours(2)))
            .run(1);
    assertThat(goesOn.state()).isEqualTo(CampaignState.COMPLETED);
    assertThat(goesOn.pauses()).isNotEmpty();
    assertThat(goesOn.counts().failed()).isBetween(350L, 450L);
  }

  @Test
  void devicesThatAreGoneExpireAndAreTold() {
    Behaviour some =
        new Behaviour(
            steady().poll(),
            Share.NONE,
            new Share(0.1),
            Share.NONE,
            OfflineHours.NONE,
            Behaviour.Notified.NEVER,
            steady().work());
    Outcome outcome = rehearsal(PLAIN, fleet(1_000, some)).run(1);
    assertThat(outcome.counts().neverHeard()).isBetween(70L, 130L);
    assertThat(outcome.ends()).containsEntry("expired: deadline", outcome.counts().neverHeard());
    assertThat(outcome.seconds()).isGreaterThanOrEqualTo(7 * 24 * HOUR);
  }

  @Test
  void whoFallsSilentAfterItsExecIsGivenUpByTheLimitsOfTheProfile() {
    Behaviour silent =
        steady()
            .with(new Behaviour.Work(100_000, Duration.ofMinutes(2), new Share(1), Failures.NONE));
    Outcome outcome = rehearsal(PLAIN, fleet(20, silent)).run(1);
    assertThat(outcome.ends()).hasSize(1);
    assertThat(outcome.ends().firstKey()).startsWith("failed: no-report");
  }

  @Test
  void aGroupWithAProfileOfItsOwnHasItsLimits() {
    Behaviour silent =
        steady()
            .with(new Behaviour.Work(100_000, Duration.ofMinutes(2), new Share(1), Failures.NONE));
    Patience usual = Rehearsals.PROFILE.patience();
    Patience.Times times = usual.times();
    ModelProfile hasty =
        Rehearsals.PROFILE.with(
            new Patience(
                new Patience.Times(
                    times.answer(),
                    times.contacted(),
                    Duration.ofHours(2),
                    times.downloaded(),
                    Duration.ofHours(2),
                    times.verifying(),
                    Duration.ofHours(2),
                    times.pause()),
                usual.budgets()));
    Outcome slow = rehearsal(PLAIN, fleet(20, silent)).run(1);
    Outcome fast = rehearsal(PLAIN, profiled(20, silent, hasty)).run(1);
    assertThat(fast.ends()).isEqualTo(slow.ends());
    assertThat(fast.seconds()).isLessThan(slow.seconds() / 4);
  }

  private static Roster profiled(int devices, Behaviour behaviour, ModelProfile profile) {
    return Roster.described(
        List.of(
            new DeviceGroup(
                "all",
                devices,
                Optional.of("1.0"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(profile),
                behaviour)));
  }

  @Test
  void whoseDownloadFailsForNowTriesAgain() {
    Outcome outcome = rehearsal(PLAIN, fleet(1_000, failing("503=50%"))).run(1);
    // Five attempts, of which each fails with a half.
    assertThat(outcome.counts().failed()).isBetween(15L, 50L);
    assertThat(outcome.seconds()).isGreaterThan(3 * HOUR);
  }

  @Test
  void whoIsFarBehindTakesStepAfterStep() {
    Rehearsal one = rehearsal(PLAIN, fleet(300, steady()));
    Rehearsal steps =
        new Rehearsal(
            one.id(),
            one.plan(),
            List.of(image("a", Optional.of("1.0"), "1.5"), image("b", Optional.of("1.5"), "2.0")),
            one.profile(),
            one.roster(),
            one.start(),
            one.longest(),
            Optional.empty());
    Outcome outcome = steps.run(1);
    assertThat(outcome.reason()).isEqualTo("300 of 300 devices succeeded");
    assertThat(outcome.load().octets()).isCloseTo(600.0 * OCTETS, within(1e6));
  }

  @Test
  void whoHasNoPackageIsOutAndAReleaseWithoutAnyPausesIt() {
    Rehearsal one = rehearsal(PLAIN, fleet(300, steady()));
    Rehearsal other =
        new Rehearsal(
            one.id(),
            one.plan(),
            List.of(image("a", Optional.of("0.9"), "2.0")),
            one.profile(),
            one.roster(),
            one.start(),
            one.longest(),
            Optional.empty());
    Outcome outcome = other.run(1);
    assertThat(outcome.counts().out()).isEqualTo(300);
    assertThat(outcome.counts().whyOut().orElseThrow()).contains("from where no package");
  }
}
