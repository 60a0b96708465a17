package io.fumarole.protocol.syncml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.fumarole.protocol.testing.Golden;
import io.fumarole.protocol.testing.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Broken octets only ever give a [MalformedMessageException], which says where.
@Tag("slow")
class RobustnessTest {
  private static final int MUTATIONS = 100_000;

  /// Messages are cut at one place in so many in one run, and at others in the next.
  private static final int EVERY = 3;

  private static final int TURN = new Random().nextInt(EVERY);

  static Stream<Golden> all() {
    return Golden.messages().stream();
  }

  /// A prefix is refused, unless it only lacks the white space behind the root of XML.
  @ParameterizedTest
  @MethodSource("all")
  void prefixesOfEveryMessageAreRefused(Golden golden) {
    byte[] octets = golden.octets().toByteArray();
    int root = lastNonBlank(octets);
    for (int length = TURN; length < octets.length; length += EVERY) {
      Octets prefix = Octets.copyOf(octets, 0, length);
      int cut = length;
      Optional<Message> message =
          decode(prefix, golden.encoding(), () -> golden + " cut at " + cut);
      boolean complete = golden.encoding() == Form.Encoding.XML && length > root;
      if (!complete && message.isPresent()) fail("%s cut at %d is read", golden, length);
    }
  }

  private static int lastNonBlank(byte[] octets) {
    int last = octets.length - 1;
    while (last > 0 && octets[last] <= ' ') last--;
    return last;
  }

  @Test
  void mutationsAreRefusedOrRead() {
    mutate(Seeds.fresh("RobustnessTest"), MUTATIONS);
  }

  private static void mutate(long seed, int runs) {
    var random = new SplittableRandom(seed);
    List<Golden> messages = Golden.messages();
    for (int run = 0; run < runs; run++) {
      Golden golden = messages.get(random.nextInt(messages.size()));
      byte[] octets = golden.octets().toByteArray();
      int changes = random.nextInt(1, 6);
      for (int i = 0; i < changes; i++) octets = mutated(octets, random);
      String where = "seed " + seed + ", run " + run + ", " + golden;
      decode(Octets.wrap(octets), golden.encoding(), () -> where).ifPresent(RobustnessTest::answer);
    }
  }

  private static byte[] mutated(byte[] octets, SplittableRandom random) {
    if (octets.length < 2) return octets;
    int at = random.nextInt(octets.length);
    int to = Math.min(octets.length, at + random.nextInt(1, 20));
    switch (random.nextInt(5)) {
      case 0 -> octets[at] = (byte) random.nextInt();
      case 1 -> octets[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> {
        return joined(octets, at, octets, to, octets.length);
      }
      case 3 -> {
        return joined(octets, to, octets, at, octets.length);
      }
      default -> octets[at] = (byte) random.nextInt(8);
    }
    return octets;
  }

  private static byte[] joined(byte[] head, int headTo, byte[] tail, int tailFrom, int tailTo) {
    byte[] all = Arrays.copyOf(head, headTo + tailTo - tailFrom);
    System.arraycopy(tail, tailFrom, all, headTo, tailTo - tailFrom);
    return all;
  }

  /// Whatever we read can be written in WBXML, or is refused for what it holds: a command or an
  /// embedded document outside our tables.
  private static void answer(Message message) {
    try {
      Codec.encode(message, Form.WBXML);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
    }
  }

  /// Hundreds of thousands of times: the words are made only where something is wrong.
  private static Optional<Message> decode(
      Octets octets, Form.Encoding encoding, Supplier<String> what) {
    try {
      return Optional.of(Codec.decode(octets, encoding, Limits.DEFAULT).message());
    } catch (MalformedMessageException refused) {
      long offset = refused.offset();
      if (offset < 0
          || offset > octets.length()
          || !String.valueOf(refused.getMessage()).endsWith("at offset " + offset))
        throw new AssertionError(what.get(), refused);
      return Optional.empty();
    } catch (RuntimeException wrong) {
      throw new AssertionError(what.get(), wrong);
    }
  }
}
