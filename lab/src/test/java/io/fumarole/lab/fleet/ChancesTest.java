package io.fumarole.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fumarole.protocol.fumo.ResultCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What chance decides comes in the shares that were asked for.
class ChancesTest {
  private static final int DRAWS = 100_000;

  /// Six standard deviations of the widest share: once in a thousand million runs.
  private static final double TOLERANCE = 0.01;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @CsvSource({"5%, 0.05, 5%", "2.50 %, 0.025, 2.5%", "0%, 0, 0%", "100%, 1, 100%"})
  void readsShares(String text, double part, String shown) {
    assertThat(Share.parse(text).part()).isEqualTo(part);
    assertThat(Share.parse(text)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "0.05", "-1%", "101%", "5%%", "many"})
  void refusesWhatIsNoShare(String text) {
    assertThatThrownBy(() -> Share.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write a percentage");
  }

  @Test
  void aFailureWithoutACodeIsAFailedUpdate() {
    assertThat(Failures.parse("5%"))
        .isEqualTo(Failures.parse("410=5%"))
        .isNotEqualTo(Failures.parse("409=5%"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200=5%          | 200 is no failure",
        "4100=5%         | write three digits",
        "410=            | write a percentage",
        "410=3%,410=1%   | stands there twice",
        "410=60%,402=41% | more than 100%"
      })
  void refusesFailuresThatCannotBe(String text, String why) {
    assertThatThrownBy(() -> Failures.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void updatesFailInTheSharesThatWereAskedFor() {
    Failures failures = Failures.parse("410=30%,503=10%");
    Map<Optional<ResultCode>, Integer> drawn = new HashMap<>();
    for (int i = 0; i < DRAWS; i++) drawn.merge(failures.draw(random), 1, Integer::sum);
    assertThat(drawn).as("seed %d", seed).hasSize(3);
    assertThat((double) drawn.getOrDefault(Optional.of(ResultCode.UPDATE_FAILED), 0) / DRAWS)
        .as("seed %d", seed)
        .isCloseTo(0.3, within(TOLERANCE));
    assertThat((double) drawn.getOrDefault(Optional.of(ResultCode.NETWORK), 0) / DRAWS)
        .as("seed %d", seed)
        .isCloseTo(0.1, within(TOLERANCE));
  }

  @Test
  void aShareOfTheFleetIsAwayAndComesBack() {
    OfflineHours hours = new OfflineHours(Share.parse("30%"), Duration.ofMinutes(10));
    int away = 0;
    for (int i = 0; i < DRAWS; i++) {
      double phase = random.nextDouble();
      Duration at = Duration.ofMillis(random.nextInt(100_000_000));
      Duration reachable = hours.reachable(at, phase);
      assertThat(reachable)
          .as("seed %d, %s, phase %s", seed, at, phase)
          .isBetween(at, at.plusMinutes(10));
      assertThat(hours.reachable(reachable, phase)).isEqualTo(reachable);
      if (!reachable.equals(at)) away++;
    }
    assertThat((double) away / DRAWS).as("seed %d", seed).isCloseTo(0.3, within(TOLERANCE));
    assertThat(OfflineHours.NONE.reachable(Duration.ZERO, 0.5)).isZero();
  }

  @Test
  void aFleetThatIsNeverThereIsRefused() {
    assertThatThrownBy(() -> new OfflineHours(Share.parse("100%"), Duration.ofMinutes(1)))
        .hasMessageContaining("does nothing at all");
  }

  @Test
  void devicesPollByTheirOwnClocks() {
    Rhythm poll = new Rhythm.Poll(Duration.ofSeconds(10), Share.parse("20%"));
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      assertThat(poll.first(random)).isBetween(Duration.ZERO, Duration.ofSeconds(10));
      assertThat(poll.next(random)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
      sum += poll.next(random).toMillis() / 1_000.0;
    }
    assertThat(sum / DRAWS).as("seed %d", seed).isCloseTo(11, within(0.05));
  }

  @Test
  void arrivalsOfChanceKeepTheRate() {
    Rhythm chance = Rhythm.Chance.of(200, 1_000);
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) sum += chance.next(random).toNanos() / 1e9;
    assertThat(sum / DRAWS).as("seed %d", seed).isCloseTo(5, within(0.15));
  }
}
