package io.fumarole.campaign.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.device.PollNode.Unit;
import io.fumarole.protocol.dm.DmUri;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollNodeTest {
  private static final DeviceId DEVICE = new DeviceId("IMEI:1");

  private static PollNode in(Unit unit) {
    return new PollNode(DmUri.of("./Ext/Poll/Interval"), unit);
  }

  @ParameterizedTest
  @CsvSource({"SECONDS, 86400", "MINUTES, 1440", "HOURS, 24"})
  void theNodeCountsInItsUnit(Unit unit, long expected) {
    assertThat(in(unit).value(Duration.ofHours(24), 0, DEVICE)).isEqualTo(expected);
  }

  /// Of a thousand devices no tenth of the time gets much more than a tenth.
  @Test
  void aFleetSpreads() {
    Map<Long, Long> tenths =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new DeviceId("IMEI:35000000000" + (1_000 + i)))
            .map(id -> in(Unit.SECONDS).value(Duration.ofHours(10), 100, id))
            .peek(value -> assertThat(value).isBetween(36_000L, 72_000L))
            .collect(
                Collectors.groupingBy(
                    value -> (value - 36_000) / 3_600, TreeMap::new, Collectors.counting()));
    assertThat(tenths).hasSizeGreaterThanOrEqualTo(10);
    assertThat(tenths.values()).allMatch(count -> count < 200);
  }

  @Test
  void itIsTheSameEachTime() {
    assertThat(in(Unit.SECONDS).value(Duration.ofHours(1), 50, DEVICE))
        .isEqualTo(in(Unit.SECONDS).value(Duration.ofHours(1), 50, DEVICE));
  }

  @ParameterizedTest
  @CsvSource({"PT30S, 0, SECONDS, a minute", "PT1H, 101, SECONDS, jitter", "PT5M, 0, HOURS, less"})
  void whatTheNodeCannotSayIsRefused(Duration every, int jitter, Unit unit, String words) {
    assertThatThrownBy(() -> in(unit).value(every, jitter, DEVICE)).hasMessageContaining(words);
  }
}
