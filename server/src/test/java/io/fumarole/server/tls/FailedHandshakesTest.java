package io.fumarole.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FailedHandshakesTest {
  private final List<String> lines = new ArrayList<>();
  private long now = Long.MAX_VALUE - 1;
  private final FailedHandshakes handshakes = new FailedHandshakes(lines::add, () -> now);

  @Test
  void theFirstIsToldAtOnceAndTheOthersWithOneOfTheNextMinute() {
    for (int i = 0; i < 4; i++) handshakes.failed("192.0.2.7", "certificate_unknown");
    assertThat(lines).containsExactly("TLS handshake failed: from=192.0.2.7 certificate_unknown");
    now += Duration.ofMinutes(1).toNanos();
    handshakes.failed("192.0.2.8", "protocol_version");
    assertThat(lines.getLast())
        .isEqualTo(
            "TLS handshake failed: from=192.0.2.8 protocol_version; and 3 more since the last line");
    assertThat(handshakes.count()).isEqualTo(5);
  }

  @Test
  void aLineIsALineAndNotLong() {
    handshakes.failed("192.0.2.7", "one\nlevel=ERROR \u001b[31m" + "x".repeat(10_000));
    assertThat(lines.getFirst()).hasSizeLessThan(400).doesNotContain("\n", "\u001b");
  }
}
