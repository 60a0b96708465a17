package io.fumarole.lab.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class WheelTest {
  private static final int ENTRIES = 50;

  /// Far beyond one turn of the wheel.
  private static final int SECONDS = 200_000;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @RepeatedTest(2)
  void eachIsDueWhenItWasPlannedLast() {
    var wheel = new Wheel(ENTRIES);
    Map<Integer, Integer> planned = new HashMap<>();
    for (int i = 0; i < ENTRIES; i++) plan(wheel, planned, i, random.nextInt(SECONDS));
    for (int second = 0; second < SECONDS; second++) {
      int now = second;
      List<Integer> due = new ArrayList<>();
      var expected = new TreeSet<Integer>();
      planned.forEach(
          (entry, at) -> {
            if (at == now) expected.add(entry);
          });
      wheel.turn(
          now,
          entry -> {
            due.add(entry);
            planned.remove(entry);
            // Others are put off, or off, while a second is dealt with.
            int other = random.nextInt(ENTRIES);
            boolean isSafe = planned.getOrDefault(other, now) > now;
            if (isSafe && random.nextBoolean()) {
              wheel.cancel(other);
              planned.remove(other);
            } else if (isSafe) {
              plan(wheel, planned, other, now + 1 + random.nextInt(140_000));
            }
            plan(wheel, planned, entry, now + 1 + random.nextInt(140_000));
          });
      if (due.isEmpty() && expected.isEmpty()) continue;
      assertThat(new TreeSet<>(due)).as("seed %d, second %d", seed, now).isEqualTo(expected);
      assertThat(due).doesNotHaveDuplicates();
    }
  }

  private static void plan(Wheel wheel, Map<Integer, Integer> planned, int entry, int at) {
    wheel.plan(entry, at);
    planned.put(entry, at);
  }

  @Test
  void nothingIsPlannedForASecondThatIsOver() {
    var wheel = new Wheel(1);
    wheel.turn(5, _ -> {});
    assertThatThrownBy(() -> wheel.plan(0, 5)).hasMessage("second 5 is over, as 5 is");
  }
}
