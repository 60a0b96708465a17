package io.fumarole.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(10), Duration.ofHours(1));

  @ParameterizedTest // a failure count beyond any shift must not wrap
  @CsvSource({"1, 10", "2, 20", "5, 160", "9, 2560", "10, 3600", "1000000, 3600"})
  void doublesUpToItsBoundAndHalfOfItIsChance(int failures, int bound) {
    Duration most = Duration.ofSeconds(bound);
    for (int seed = 0; seed < 50; seed++)
      assertThat(backoff.after(failures, new Random(seed))).isBetween(most.dividedBy(2), most);
  }

  @ParameterizedTest // never earlier than asked, and not all of a fleet at once
  @CsvSource({"100, 100, 150", "1, 5, 10"})
  void waitsAtLeastAsLongAsTheServerAsks(int asked, int least, int most) {
    Set<Duration> waits = new HashSet<>();
    for (int seed = 0; seed < 50; seed++)
      waits.add(backoff.after(1, Optional.of(Duration.ofSeconds(asked)), new Random(seed)));
    assertThat(waits)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            it -> assertThat(it).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most)));
  }

  @ParameterizedTest
  @CsvSource({"120, 120", "' 7 ', 7", "999999999, 3600", "0, 0"})
  void readsRetryAfterWithinBounds(String text, int seconds) {
    assertThat(RetryAfter.parse(text)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "soon", "9999999999", "Sun, 06 Nov 1994 08:49:37 GMT", "1.5"})
  void takesAnyOtherRetryAfterForNone(String text) {
    assertThat(RetryAfter.parse(text)).isEmpty();
  }
}
