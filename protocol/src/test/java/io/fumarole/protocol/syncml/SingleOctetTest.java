package io.fumarole.protocol.syncml;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.testing.Golden;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every golden message with any one of its octets wrong: read, or refused with the offset.
class SingleOctetTest {
  /// What is done to an octet: a bit is flipped, or another stands there: the end of a string and
  /// of an element, the lead of a character, an impossible octet, a bracket.
  private static final List<IntUnaryOperator> WRONGS =
      List.of(
          right -> right ^ 0x01,
          _ -> 0x00,
          right -> right ^ 0x80,
          _ -> 0xC3,
          right -> right ^ 0x40,
          _ -> (int) '<',
          right -> right ^ 0x20,
          _ -> 0xFF,
          _ -> 0x01);

  /// So many of them each octet gets in one run: with all of them a run took minutes. Which they
  /// are differs from octet to octet and from run to run.
  private static final int AT_ONCE = 2;

  private static final int TURN = new Random().nextInt(WRONGS.size());

  static Stream<Golden> oneOfEachFolder() {
    return Golden.folders().stream().map(folder -> Golden.messages(folder).getFirst());
  }

  static Stream<Golden> all() {
    return Golden.messages().stream();
  }

  @ParameterizedTest
  @MethodSource("oneOfEachFolder")
  void oneWrongOctetIsReadOrRefused(Golden golden) {
    corrupt(golden, 1);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("all")
  void oneWrongOctetOfAnyMessageIsReadOrRefused(Golden golden) {
    corrupt(golden, AT_ONCE);
  }

  private static void corrupt(Golden golden, int times) {
    byte[] octets = golden.octets().toByteArray();
    for (int at = 0; at < octets.length; at++) {
      byte right = octets[at];
      for (int i = 0; i < times; i++) {
        IntUnaryOperator wrong = WRONGS.get((TURN + at * times + i) % WRONGS.size());
        check(golden, octets, at, (byte) wrong.applyAsInt(right));
      }
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
