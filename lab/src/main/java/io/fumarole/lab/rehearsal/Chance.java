package io.fumarole.lab.rehearsal;

import io.fumarole.lab.fleet.Share;

/// All that is chance, drawn from a seed: the same for a device whatever else happens, so that two
/// rehearsals that differ in one setting differ by that alone.
record Chance(long seed) {
  /// What is drawn.
  enum What {
    CLOCK(0),
    OFFLINE(1),
    STANDING(2),
    ANSWER(3),
    DELAY(4),
    RESULT(5),
    INSTALL(6);

    private final long number;

    What(long number) {
      this.number = number;
    }
  }

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  /// From 0 to 1, exclusive.
  ///
  /// @param turn how often that was drawn for the device before
  double draw(int device, What what, int turn) {
    long mixed = mix(seed * GOLDEN + device);
    mixed = mix(mixed + (what.number << 32) + turn);
    return (mixed >>> 11) * UNIT;
  }

  boolean strikes(Share share, int device, What what, int turn) {
    return share.part() > 0 && draw(device, what, turn) < share.part();
  }

  /// As in SplittableRandom.
  private static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
