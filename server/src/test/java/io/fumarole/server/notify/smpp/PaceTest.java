package io.fumarole.server.notify.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final Duration STEP = Duration.ofMillis(100);

  /// Near the end of the clock's range, where it wraps around.
  private static final long START = Long.MAX_VALUE - 5;

  private final Pace pace = new Pace(10, START);

  private static long at(Duration time) {
    return START + time.toNanos();
  }

  @Test
  void messagesGoOneAfterTheOther() {
    for (int i = 0; i < 5; i++) assertThat(pace.claim(START)).isEqualTo(STEP.multipliedBy(i));
  }

  @Test
  void idleTimeIsNotSaved() {
    long later = at(Duration.ofMinutes(1));
    assertThat(pace.claim(later)).isZero();
    assertThat(pace.claim(later)).isEqualTo(STEP);
  }

  @Test
  void aPauseHoldsEverythingAndGrows() {
    pace.throttled(START);
    pace.throttled(START);
    assertThat(pace.claim(START)).isEqualTo(Duration.ofSeconds(1));
    pace.throttled(at(Duration.ofSeconds(1)));
    assertThat(pace.claim(at(Duration.ofSeconds(1)))).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void pausesEndAtAMinuteAndBeginAnewOnceAMessageWasTaken() {
    Duration now = Duration.ZERO;
    for (int i = 0; i < 10; i++) {
      pace.throttled(at(now));
      now = now.plusMinutes(1);
    }
    pace.throttled(at(now));
    assertThat(pace.claim(at(now))).isEqualTo(Duration.ofMinutes(1));
    now = now.plusMinutes(1);
    pace.taken(at(now));
    pace.throttled(at(now));
    assertThat(pace.claim(at(now))).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest // Doubled to a minute; chance takes up to a half of it.
  @CsvSource({
    "1, 500, 1000",
    "2, 1000, 2000",
    "4, 4000, 8000",
    "7, 30000, 60000",
    "99, 30000, 60000"
  })
  void aLinkIsOpenedAgainLessAndLessOften(int failures, long least, long most) {
    assertThat(SmppLink.pauseAfter(failures, bound -> bound - 1).toMillis()).isEqualTo(least);
    assertThat(SmppLink.pauseAfter(failures, bound -> 0).toMillis()).isEqualTo(most);
  }

  @ParameterizedTest // SMPP 3.4 7.1.1.2
  @CsvSource({
    "PT15M, 000000001500000R",
    "PT-1S, 000000000001000R",
    "P2DT3H4M5.9S, 000002030405000R",
    "P99D, 000028000000000R",
  })
  void writesRelativeTimes(Duration time, String text) {
    assertThat(SmppTrigger.validity(time)).isEqualTo(text);
  }
}
