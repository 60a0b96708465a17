package io.fumarole.protocol.testing;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Small damage to octets, drawn from a seed.
final class Mutation {
  private static final int LONGEST_PIECE = 20;

  /// What readers of lengths, strings and markup stumble over.
  private static final byte[] NASTY = {
    0, 1, 2, 3, 0x7F, (byte) 0x80, (byte) 0xC3, (byte) 0xFF, '<', '&', '"', '{', '['
  };

  private Mutation() {}

  static byte[] of(byte[] input, List<byte[]> others, SplittableRandom random) {
    if (input.length < 2) return others.get(random.nextInt(others.size())).clone();
    byte[] octets = input.clone();
    int at = random.nextInt(octets.length);
    int to = Math.min(octets.length, at + random.nextInt(1, LONGEST_PIECE));
    switch (random.nextInt(6)) {
      case 0 -> octets[at] = (byte) random.nextInt();
      case 1 -> octets[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> octets[at] = NASTY[random.nextInt(NASTY.length)];
      case 3 -> {
        return joined(octets, at, octets, to);
      }
      case 4 -> {
        return joined(octets, to, octets, at);
      }
      default -> {
        byte[] other = others.get(random.nextInt(others.size()));
        return joined(octets, at, other, other.length == 0 ? 0 : random.nextInt(other.length));
      }
    }
    return octets;
  }

  /// The start of one before the end of another.
  private static byte[] joined(byte[] head, int headTo, byte[] tail, int tailFrom) {
    byte[] all = Arrays.copyOf(head, headTo + tail.length - tailFrom);
    System.arraycopy(tail, tailFrom, all, headTo, tail.length - tailFrom);
    return all;
  }
}
