package io.fumarole.server.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeAnswerTest {
  @ParameterizedTest // RFC 9110 14.1.2
  @CsvSource({
    "bytes=0-499, 10000, 0, 499",
    "bytes=500-999, 10000, 500, 999",
    "bytes=9500-, 10000, 9500, 9999",
    "bytes=-500, 10000, 9500, 9999",
    "bytes=-20000, 10000, 0, 9999",
    "bytes=0-20000, 10000, 0, 9999",
    "bytes=9999-9999, 10000, 9999, 9999",
    "Bytes = 5-6, 10000, 5, 6",
    "bytes=3000000000-, 5000000000, 3000000000, 4999999999",
    "bytes=0-99999999999999999999, 10000, 0, 9999",
  })
  void answersWithThePart(String header, long size, long first, long last) {
    assertThat(RangeAnswer.of(Optional.of(header), size))
        .isEqualTo(new RangeAnswer.Part(first, last));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=10000-, 10000",
    "bytes=10000-20000, 10000",
    "bytes=-0, 10000",
    "bytes=0-, 0",
    "bytes=-5, 0",
    "bytes=99999999999999999999-, 10000",
  })
  void hasNoSuchPart(String header, long size) {
    assertThat(RangeAnswer.of(Optional.of(header), size))
        .isEqualTo(new RangeAnswer.Unsatisfiable());
  }

  @ParameterizedTest // RFC 9110 14.2: what is not understood is ignored, as are several ranges.
  @CsvSource(
      delimiter = ';',
      value = {
        "bytes=5-4",
        "bytes=-",
        "bytes=a-b",
        "bytes 0-4",
        "lines=0-4",
        "bytes=0-1,5-6",
        "''",
        "bytes=--1",
        "bytes=1",
      })
  void ignoresWhatItDoesNotTake(String header) {
    assertThat(RangeAnswer.of(Optional.of(header), 10_000)).isEqualTo(new RangeAnswer.Whole());
  }
}
