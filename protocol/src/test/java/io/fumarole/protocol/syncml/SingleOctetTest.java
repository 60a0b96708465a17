package io.fumarole.protocol.syncml;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.testing.Golden;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every golden message with any one of its octets wrong: read, or refused with the offset.
class SingleOctetTest {
  /// Bits that are flipped.
  private static final List<Integer> QUICK = List.of(0x01);

  private static final List<Integer> ALL = List.of(0x01, 0x80, 0x40, 0x20);

  /// The end of a string and of an element, the lead of a character, an impossible octet, a
  /// bracket.
  private static final List<Integer> INSTEAD = List.of(0x00, 0x01, 0xC3, 0xFF, (int) '<');

  static Stream<Golden> oneOfEachFolder() {
    return Golden.folders().stream().map(folder -> Golden.messages(folder).getFirst());
  }

  static Stream<Golden> all() {
    return Golden.messages().stream();
  }

  @ParameterizedTest
  @MethodSource("oneOfEachFolder")
  void oneWrongBitIsReadOrRefused(Golden golden) {
    corrupt(golden, QUICK, List.of());
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("all")
  void oneWrongOctetOfAnyMessageIsReadOrRefused(Golden golden) {
    corrupt(golden, ALL, INSTEAD);
  }

  private static void corrupt(Golden golden, List<Integer> flips, List<Integer> values) {
    byte[] octets = golden.octets().toByteArray();
    for (int at = 0; at < octets.length; at++) {
      byte right = octets[at];
      for (int flip : flips) check(golden, octets, at, (byte) (right ^ flip));
      for (int value : values) check(golden, octets, at, (byte) value);
      octets[at] = right;
    }
  }

  private static void check(Golden golden, byte[] octets, int at, byte wrong) {
    octets[at] = wrong;
    try {
      Codec.decode(Octets.wrap(octets), golden.encoding(), Limits.DEFAULT);
    } catch (MalformedMessageException refused) {
      if (refused.offset() < 0 || refused.offset() > octets.length)
        assertThat(refused.offset())
            .as(where(golden, at, wrong))
            .isBetween(0L, (long) octets.length);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError escaped) {
      throw new AssertionError(where(golden, at, wrong), escaped);
    }
  }

  private static String where(Golden golden, int at, byte wrong) {
    return "%s with %02X at %d".formatted(golden, wrong & 0xFF, at);
  }
}
