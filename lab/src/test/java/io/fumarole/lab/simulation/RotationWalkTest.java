package io.fumarole.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.lab.disk.Loss;
import io.fumarole.lab.simulation.PowerCutWalk.At;
import io.fumarole.lab.simulation.PowerCutWalk.Cut;
import io.fumarole.lab.simulation.PowerCutWalk.Instants;
import io.fumarole.lab.simulation.PowerCutWalk.Outcome;
import io.fumarole.lab.simulation.PowerCutWalk.Way;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// New secrets go to a device with the real agent, and one side crashes at each step of that: the
/// device always gets in, with the old secret or the new one, and has the new one in the end.
class RotationWalkTest {
  /// The rotation is over in the first sessions; the update that follows is walked elsewhere.
  private static final long SESSIONS = 14;

  /// Of the server's steps, three to a message.
  private static final long STEPS = 3 * SESSIONS;

  private static final long CHANGES = 50;

  @ParameterizedTest
  @EnumSource(names = {"DOWNLOADED", "BY_DESCRIPTOR", "IN_TWO_OPERATIONS", "OVER_DM"})
  void aDeviceEndsWithItsNewSecret(Way way) {
    Outcome undisturbed = PowerCutWalk.rotate(way, List.of(), 0, true);
    assertThat(undisturbed.broken()).as(undisturbed.story()).isEmpty();
    assertThat(undisturbed.instants().serverSteps()).isGreaterThan(STEPS);
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWNLOADED", "BY_DESCRIPTOR", "IN_TWO_OPERATIONS"})
  @Tag("slow")
  void theDeviceGetsInWhereverItsPowerGoes(Way way) {
    Instants instants = PowerCutWalk.rotate(way, List.of(), 0, false).instants();
    for (At at : At.values()) {
      long most = at == At.CHANGE_ON_DISK ? CHANGES : SESSIONS;
      for (long number = 1; number <= Math.min(most, instants.of(at)); number++)
        for (Optional<Loss> loss : List.of(Optional.<Loss>empty(), Optional.of(Loss.EVERYTHING)))
          holds(way, List.of(new Cut(at, number, loss)), 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWNLOADED", "BY_DESCRIPTOR", "IN_TWO_OPERATIONS"})
  @Tag("slow")
  void theDeviceGetsInWhereverTheServerCrashes(Way way) {
    for (long step = 1; step <= STEPS; step++) holds(way, List.of(), step);
  }

  private static void holds(Way way, List<Cut> cuts, long serverCrash) {
    if (PowerCutWalk.rotate(way, cuts, serverCrash, false).broken().isEmpty()) return;
    Outcome told = PowerCutWalk.rotate(way, cuts, serverCrash, true);
    assertThat(told.broken()).as("%s, %s, %d%n%s", way, cuts, serverCrash, told.story()).isEmpty();
  }
}
