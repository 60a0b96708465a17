package io.fumarole.campaign.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.device.Patience;
import io.fumarole.campaign.device.Patience.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a campaign treats devices where their profile does not decide.
class TreatmentTest {
  private static final Patience USUAL = Patience.USUAL;
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMinutes(10), Duration.ofHours(2), 20);

  private static Treatment with(Treatment.Limits limits, Treatment.Budgets budgets) {
    return new Treatment(limits, budgets, Optional.of(BACKOFF), Patience.Asking.ONCE);
  }

  private static Treatment.Limits updatingWithin(Duration time) {
    return new Treatment.Limits(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(time),
        Optional.empty(),
        Optional.empty());
  }

  private static Treatment.Budgets attempts(int count) {
    return new Treatment.Budgets(
        Optional.empty(), Optional.of(count), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void whatIsNotSaidIsAsTheProfileSays() {
    Patience patience = with(updatingWithin(Duration.ofHours(2)), attempts(7)).over(USUAL);
    assertThat(patience.times().updating()).isEqualTo(Duration.ofHours(2));
    assertThat(patience.times().downloading()).isEqualTo(USUAL.times().downloading());
    assertThat(patience.budgets().attempts()).isEqualTo(7);
    assertThat(patience.budgets().stalls()).isEqualTo(USUAL.budgets().stalls());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> with(updatingWithin(Duration.ZERO), Treatment.Budgets.USUAL))
        .hasMessageContaining("a time is positive");
    assertThatThrownBy(() -> with(Treatment.Limits.USUAL, attempts(0)))
        .hasMessageContaining("a budget is 1 to 100");
    assertThatThrownBy(() -> new Backoff(Duration.ofHours(2), Duration.ofHours(1), 0))
        .hasMessageContaining("the first no longer than the longest");
    assertThatThrownBy(() -> new Backoff(Duration.ofHours(1), Duration.ofHours(1), 101))
        .hasMessageContaining("jitter is 0 to 100");
  }

  /// Each pause is twice the one before, up to the longest, and at most a fifth longer.
  @ParameterizedTest
  @CsvSource({"1, PT10M", "2, PT20M", "3, PT40M", "4, PT1H20M", "5, PT2H", "60, PT2H"})
  void pausesDoubleAndSpread(int tries, Duration least) {
    Patience patience = with(Treatment.Limits.USUAL, Treatment.Budgets.USUAL).over(USUAL);
    long different =
        IntStream.range(0, 100)
            .mapToObj(i -> patience.pauseAfter(tries, "c1d" + i))
            .peek(
                pause ->
                    assertThat(pause)
                        .isBetween(least, least.plus(least.multipliedBy(20).dividedBy(100))))
            .distinct()
            .count();
    assertThat(different).isGreaterThan(50);
    assertThat(patience.pauseAfter(tries, "c1d1"))
        .as("the same each time")
        .isEqualTo(patience.pauseAfter(tries, "c1d1"))
        .isEqualTo(patience.laterAfter(tries, "c1d1"));
  }

  @Test
  void noPauseIsSoLongThatTheLimitOfWaitingPassesOverIt() {
    var days = new Backoff(Duration.ofDays(9), Duration.ofDays(99), 100);
    var treatment =
        new Treatment(
            Treatment.Limits.USUAL,
            Treatment.Budgets.USUAL,
            Optional.of(days),
            Patience.Asking.ONCE);
    assertThat(treatment.over(USUAL).pauseAfter(9, "c1d1"))
        .isEqualTo(USUAL.times().waiting().dividedBy(2));
  }

  @Test
  void usersAreAskedUntilTheDayComes() {
    Instant day = Plans.NOW;
    var asking = new Patience.Asking(3, Optional.of(day));
    assertThat(asking.leavesChoice(day.minusMillis(1))).isTrue();
    assertThat(asking.leavesChoice(day)).isFalse();
    assertThat(Patience.Asking.ONCE.leavesChoice(day)).isTrue();
  }
}
