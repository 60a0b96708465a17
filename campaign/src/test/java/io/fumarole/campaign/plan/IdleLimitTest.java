package io.fumarole.campaign.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.plan.Phase.Breach;
import io.fumarole.campaign.plan.Phase.Failure;
import io.fumarole.campaign.plan.Phase.Share;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleLimitTest {
  private static final Phase REST = Plans.phase("rest", new Share.Rest());

  private static Phase tenth(Failure failure) {
    return new Phase(
        "canary",
        new Share.Percent(10),
        Optional.empty(),
        Optional.of(failure),
        Duration.ZERO,
        Breach.PAUSE);
  }

  private static Failure failure(@Nullable String count, @Nullable String percent, long sample) {
    return new Failure(
        Optional.ofNullable(count).map(Long::valueOf),
        Optional.ofNullable(percent).map(Double::valueOf),
        sample);
  }

  private static List<String> of(Failure failure, long members) {
    return IdleLimit.of(Plans.plan(Pace.UNBOUNDED, tenth(failure), REST), members);
  }

  @Test
  void aSampleThatThePhaseNeverHasIsToldWithItsSize() {
    assertThat(of(failure(null, "5", 10), 60))
        .containsExactly(
            "phase canary takes 6 devices: its limit of failures (more than 5 % of at least 10) can"
                + " never be exceeded, and does not stop it");
  }

  /// A tenth of sixty is six: six failures are more than five, and not more than six.
  @ParameterizedTest
  @CsvSource({", 5, 7", "6, , 1", "6, 2.5, 7", ", 100, 1"})
  void whatNoNumberOfFailuresExceedsIsIdle(
      @Nullable String count, @Nullable String percent, long sample) {
    assertThat(of(failure(count, percent, sample), 60)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({", 5, 6", "5, , 1", "0, 5, 10", "6, 50, 6", ", 0, 1"})
  void whatSomeNumberOfFailuresExceedsIsNot(
      @Nullable String count, @Nullable String percent, long sample) {
    assertThat(of(failure(count, percent, sample), 60)).isEmpty();
  }

  @Test
  void aCampaignThatHasNobodyYetIsNotJudged() {
    assertThat(of(failure(null, "5", 10), 0)).isEmpty();
  }
}
