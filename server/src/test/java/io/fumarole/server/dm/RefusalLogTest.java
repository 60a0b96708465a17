package io.fumarole.server.dm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant LATER = NOW.plus(RefusalLog.PAUSE);

  private final List<String> lines = new ArrayList<>();
  private final RefusalLog log = new RefusalLog(lines::add);

  private void refuse(int status, Instant at) {
    log.refused(status, "192.0.2.7", "no message", at);
  }

  @Test
  void theFirstIsToldAtOnceAndTheOthersTogetherWithTheNext() {
    for (int i = 0; i < 5; i++) refuse(415, NOW.plusSeconds(i));
    assertThat(lines).containsExactly("message refused: status=415 from=192.0.2.7 no message");
    refuse(415, LATER);
    assertThat(lines.getLast()).endsWith("no message; and 4 more since 2026-03-01T10:00:00Z");
    assertThat(lines).hasSize(2);
  }

  @Test
  void eachStatusIsToldByItself() {
    refuse(415, NOW);
    refuse(503, NOW);
    refuse(415, NOW);
    assertThat(lines).hasSize(2);
  }

  @Test
  void theLastOfABurstAreToldThoughNoneComesAfterThem() {
    refuse(503, NOW);
    refuse(503, NOW);
    refuse(503, NOW);
    log.answered(LATER.minusMillis(1));
    assertThat(lines).hasSize(1);
    log.answered(LATER);
    assertThat(lines.getLast())
        .isEqualTo("messages refused: status=503; and 2 more since 2026-03-01T10:00:00Z");
    log.answered(LATER.plus(RefusalLog.PAUSE));
    assertThat(lines).hasSize(2);
  }

  /// Whoever sends has words in it.
  @Test
  void aLineIsALineAndNotLong() {
    log.refused(400, "192.0.2.7", "one\nlevel=ERROR \u001b[31m" + "x".repeat(10_000), NOW);
    assertThat(lines.getFirst()).hasSizeLessThan(400).doesNotContain("\n", "\u001b");
  }
}
