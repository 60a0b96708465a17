package io.fumarole.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.lab.simulation.Simulation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SimulationTest {
  /// They show what is broken outright; the slow test looks closely.
  private static final int FEW = 20;

  private static final int MANY = 2_000;

  @Test
  void theInvariantsHoldInAFewSeedsThatBringEveryKindOfTrouble() {
    List<Outcome> outcomes = hold(1, FEW);
    assertThat(outcomes.stream().mapToInt(Outcome::powerCuts).sum()).isGreaterThan(FEW);
    assertThat(outcomes.stream().mapToLong(Outcome::serverStarts).sum()).isGreaterThan(2 * FEW);
    assertThat(outcomes.stream().mapToInt(Outcome::deployments).sum()).isGreaterThan(2 * FEW);
  }

  @Test
  @Tag("slow")
  void theInvariantsHoldInTwoThousandSeeds() {
    hold(FEW + 1, MANY);
  }

  private static List<Outcome> hold(long from, long to) {
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed = from; seed <= to; seed++) {
      Outcome outcome = run(seed, false);
      assertThat(outcome.failure())
          .as("seed %d; its story: fumarole lab simulate --seed %d", seed, seed)
          .isEmpty();
      outcomes.add(outcome);
    }
    return outcomes;
  }

  @Test
  void theSameSeedTellsTheSameStory() {
    String story = run(7, true).story();
    assertThat(story).contains("world ", "lamp-a ", "store ", "operator ");
    assertThat(run(7, true).story()).isEqualTo(story);
  }

  @Test
  void aStoryThatNobodyHearsGoesTheSameWay() {
    Outcome told = run(7, true);
    Outcome untold = run(7, false);
    assertThat(untold.steps()).isEqualTo(told.steps());
    assertThat(untold.story()).isEmpty();
  }

  @Test
  void theStoryOfABrokenWorldEndsWithWhatIsBroken() {
    Outcome outcome = Simulation.run(1, Optional.of(Sabotage.REPORT_DROPPED), true);
    Simulation.Failure failure = outcome.failure().orElseThrow();
    assertThat(failure.invariant()).isEqualTo(Invariant.ACKNOWLEDGED_REPORTS_STAY);
    assertThat(outcome.story().lines().toList().getLast())
        .contains("BROKEN", failure.invariant().name(), failure.words());
  }

  private static Outcome run(long seed, boolean isTold) {
    return Simulation.run(seed, Optional.empty(), isTold);
  }
}
