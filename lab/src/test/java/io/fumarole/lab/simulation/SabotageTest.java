package io.fumarole.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A simulation that finds nothing wrong is worth as much as what it would have found.
@Tag("slow")
class SabotageTest {
  @ParameterizedTest
  @EnumSource
  void eachSabotageIsFoundWithinItsSeeds(Sabotage sabotage) {
    OptionalLong found =
        LongStream.rangeClosed(1, sabotage.seeds())
            .filter(seed -> isBroken(seed, Optional.of(sabotage)))
            .findFirst();
    assertThat(found)
        .as("found within %d seeds: %s", sabotage.seeds(), sabotage.words())
        .isPresent();
    assertThat(isBroken(found.getAsLong(), Optional.empty()))
        .as("seed %d is broken without it", found.getAsLong())
        .isFalse();
  }

  private static boolean isBroken(long seed, Optional<Sabotage> sabotage) {
    return Simulation.run(seed, sabotage, false).failure().isPresent();
  }
}
