package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LabCommandTest {
  @Test
  void oneSeedTellsItsStory() {
    Shown shown = run("--seed", 7);
    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("lamp-a ", "seed 7 holds: ");
    assertThat(shown.out()).doesNotContainPattern("[ (]1 (deployments|power cuts|starts)");
  }

  @Test
  void manySeedsAreCounted() {
    Shown shown = run("--seeds", "1..3");
    assertThat(shown.code()).isZero();
    assertThat(shown.out()).startsWith("3 seeds, 0 broken, ");
  }

  @Test
  void aSabotageIsFoundAndTold() {
    Shown shown = run("--seeds", "1..1", "--sabotage", "report-dropped");
    assertThat(shown.code()).isOne();
    assertThat(shown.out())
        .contains(
            "seed 1 is broken",
            "a report that the server acknowledged is in its store, for ever",
            "1 seeds, 1 broken");
  }

  @Test
  void mistakesSayWhatToDoInstead() {
    assertThat(run("--seeds", "5").err()).contains("a range such as 1..2000");
    assertThat(run("--seeds", "5..1").err()).contains("the lower one first");
    assertThat(run("--seed", "1", "--sabotage", "none").err())
        .contains("no sabotage 'none'; there are skipped-commit, ");
  }

  private static Shown run(Object... words) {
    return Shown.of(Stream.concat(Stream.of("lab", "simulate"), Stream.of(words)).toArray());
  }
}
