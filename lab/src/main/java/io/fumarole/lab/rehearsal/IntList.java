package io.fumarole.lab.rehearsal;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/// Numbers in the order in which they came.
final class IntList {
  private int[] values = new int[16];
  private int size;

  void add(int value) {
    if (size == values.length) values = Arrays.copyOf(values, size * 2);
    values[size++] = value;
  }

  int size() {
    return size;
  }

  void each(IntConsumer consumer) {
    for (int i = 0; i < size; i++) consumer.accept(values[i]);
  }

  /// Takes the first `most` that are wanted out of the list.
  int[] take(IntPredicate isWanted, int most) {
    int[] taken = new int[Math.min(most, size)];
    int count = 0;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int value = values[i];
      if (count < most && isWanted.test(value)) taken[count++] = value;
      else values[kept++] = value;
    }
    size = kept;
    return Arrays.copyOf(taken, count);
  }
}
