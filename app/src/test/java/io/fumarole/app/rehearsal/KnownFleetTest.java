package io.fumarole.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownFleetTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration WITHIN = Duration.ofDays(7);
  private static final KnownFleet.Kind KIND =
      new KnownFleet.Kind(
          Optional.of("1.0"), Optional.empty(), Optional.empty(), false, "oma-strict");

  private static KnownFleet seenAgo(long... seconds) {
    var fleet = new KnownFleet(NOW);
    for (int i = 0; i < seconds.length; i++)
      fleet.add("device-" + i, KIND, NOW.minusSeconds(seconds[i]));
    return fleet;
  }

  @Test
  void devicesThatStoppedCallingAreToldAndRehearsedLikeTheOthers() {
    assertThat(seenAgo(1, 2, 3, 4, 5, 540, 541).silence(WITHIN).orElseThrow())
        .startsWith("2 of 7 devices have not called for more than 5 min")
        .endsWith("; who does not count as gone is rehearsed to call like the others");
  }

  /// Those that count as gone are told as such, and not once more.
  @Test
  void whereAllCallAndWhereTheyAreGoneThereIsNoMoreToSay() {
    assertThat(seenAgo(1, 2, 3, 4, 5).silence(WITHIN)).isEmpty();
    KnownFleet gone = seenAgo(700_000, 700_001, 700_002, 700_003);
    assertThat(gone.silence(WITHIN)).isEmpty();
    assertThat(gone.words(WITHIN)).contains("4 of them were not heard of for 7 d");
  }
}
