package io.fumarole.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(10), Duration.ofHours(1));

  @ParameterizedTest // a failure count beyond any shift must not wrap
  @CsvSource({"1, 10", "2, 20", "5, 160", "9, 2560", "10, 3600", "1000000, 3600"})
  void doublesUpToItsBoundAndHalfOfItIsChance(int failures, int bound) {
    Duration most = Duration.ofSeconds(bound);
    for (int seed = 0; seed < 50; seed++)
      assertThat(backoff.after(failures, new Random(seed))).isBetween(most.dividedBy(2), most);
  }
}
