package io.fumarole.campaign.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration WITHIN = Duration.ofDays(7);

  /// @param ages in seconds
  private static Silence of(LongStream ages) {
    return Silence.of(ages.map(it -> NOW.toEpochMilli() - 1_000 * it), WITHIN, NOW).orElseThrow();
  }

  private static LongStream ages(long... ages) {
    return LongStream.of(ages);
  }

  @Test
  void devicesThatStoppedCallingStandOutFromThoseThatCall() {
    Silence silence = of(ages(1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 8, 540, 541));
    assertThat(silence.silent()).isEqualTo(2);
    assertThat(silence.latest()).isEqualTo(NOW.minusSeconds(1));
    assertThat(silence.words())
        .contains(
            "2 of 13 devices have not called for more than 5 min, though a quarter of them called"
                + " within 3 s: silent devices may be gone, and are waited for; the filter"
                + " lastSeen=lt=-PT5M finds them");
  }

  /// Half of a fleet that calls each hour has been away since yesterday.
  @Test
  void manyThatAreSilentDoNotMakeSilenceUsual() {
    LongStream calling = LongStream.range(0, 50).map(it -> it * 72);
    LongStream away = LongStream.range(0, 50).map(it -> 90_000 + it);
    Silence silence = of(LongStream.concat(calling, away));
    assertThat(silence.silent()).isEqualTo(50);
    assertThat(silence.longest())
        .isLessThan(Duration.ofHours(11))
        .isGreaterThan(Duration.ofHours(5));
  }

  /// Whatever the interval.
  @Test
  void aFleetThatCallsAsItDoesHasNoSilentDevice() {
    long seed = Seeds.fresh("SilenceTest");
    var random = new Random(seed);
    for (int fleet = 0; fleet < 200; fleet++) {
      int devices = 100 + random.nextInt(400);
      long interval = 1L + random.nextInt(86_400);
      LongStream ages = LongStream.range(0, devices).map(_ -> random.nextLong(interval));
      assertThat(of(ages).words()).as("seed %d, fleet %d", seed, fleet).isEmpty();
    }
  }

  @Test
  void ofTooFewOnlyThoseAreSilentThatNobodyWaitsFor() {
    assertThat(of(ages(1, 90_000)).silent()).isZero();
    assertThat(of(ages(1, 8 * 86_400)).silent()).isEqualTo(1);
    assertThat(of(ages(8 * 86_400)).words().orElseThrow())
        .startsWith("its only device has not called for more than 7 d: ");
    assertThat(of(ages(700_000, 700_001, 700_002, 700_003)).words().orElseThrow())
        .startsWith("all 4 devices have not called for more than 7 d: ");
  }

  @Test
  void ofNobodyNothingIsSaid() {
    assertThat(Silence.of(LongStream.empty(), WITHIN, NOW)).isEmpty();
  }

  /// Clocks of nodes differ: who called a moment ahead has called just now.
  @Test
  void aCallAheadOfTheClockIsOneJustNow() {
    Silence silence = of(ages(-5));
    assertThat(List.of(silence.latest(), silence.usual())).containsExactly(NOW, Duration.ZERO);
  }
}
