package io.fumarole.scenario.play;

/// Text of any length, not all alike, so that a lost or doubled part shows: `0.2.4.6.8.10.13.`.
public final class Filler {
  /// Most characters: more than any message may hold is no use.
  public static final int LARGEST = 1 << 20;

  private Filler() {}

  public static String text(int length) {
    if (length < 0 || length > LARGEST)
      throw new IllegalArgumentException("filler of " + length + " characters");
    var filler = new StringBuilder(length + 8);
    while (filler.length() < length) filler.append(filler.length()).append('.');
    filler.setLength(length);
    return filler.toString();
  }
}
