package io.fumarole.lab.rehearsal;

import java.util.Arrays;

/// Who is due in which second: a list for each second of most of a day, gone round again and again.
/// Each entry is a number, which is in one list at most, so that nothing is made per event.
final class Wheel {
  /// Takes what is due.
  interface Due {
    void at(int entry);
  }

  private static final int SPOKES = 1 << 16;
  private static final int NONE = -1;

  private final int[] heads = new int[SPOKES];
  private final int[] next;
  private final int[] before;
  private final int[] at;
  private int coming = NONE;
  private int turned = NONE;

  Wheel(int entries) {
    next = new int[entries];
    before = new int[entries];
    at = new int[entries];
    Arrays.fill(heads, NONE);
    Arrays.fill(at, NONE);
  }

  boolean isPlanned(int entry) {
    return at[entry] != NONE;
  }

  /// When it is due; only of one that is planned.
  int when(int entry) {
    return at[entry];
  }

  /// In the place of when it was due before.
  void plan(int entry, int second) {
    if (second <= turned)
      throw new IllegalArgumentException("second " + second + " is over, as " + turned + " is");
    cancel(entry);
    int spoke = second & (SPOKES - 1);
    int head = heads[spoke];
    at[entry] = second;
    next[entry] = head;
    before[entry] = NONE;
    if (head != NONE) before[head] = entry;
    heads[spoke] = entry;
  }

  void cancel(int entry) {
    if (at[entry] == NONE) return;
    if (coming == entry) coming = next[entry];
    if (before[entry] == NONE) heads[at[entry] & (SPOKES - 1)] = next[entry];
    else next[before[entry]] = next[entry];
    if (next[entry] != NONE) before[next[entry]] = before[entry];
    at[entry] = NONE;
  }

  /// All that are due in this second; no second is left out.
  void turn(int second, Due due) {
    turned = second;
    int entry = heads[second & (SPOKES - 1)];
    while (entry != NONE) {
      coming = next[entry];
      if (at[entry] == second) {
        cancel(entry);
        due.at(entry);
      }
      entry = coming;
    }
  }
}
