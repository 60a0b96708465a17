package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LabCommandTest {
  private final StringWriter out = new StringWriter();

  @Test
  void oneSeedTellsItsStory() {
    assertThat(run("--seed", "7")).isZero();
    assertThat(out.toString()).contains("lamp-a ", "seed 7 holds: ");
    assertThat(out.toString()).doesNotContainPattern("[ (]1 (deployments|power cuts|starts)");
  }

  @Test
  void manySeedsAreCounted() {
    assertThat(run("--seeds", "1..3")).isZero();
    assertThat(out.toString()).startsWith("3 seeds, 0 broken, ");
  }

  @Test
  void aSabotageIsFoundAndTold() {
    assertThat(run("--seeds", "1..1", "--sabotage", "report-dropped")).isOne();
    assertThat(out.toString())
        .contains(
            "seed 1 is broken",
            "a report that the server acknowledged is in its store, for ever",
            "1 seeds, 1 broken");
  }

  @Test
  void mistakesSayWhatToDoInstead() {
    run("--seeds", "5");
    run("--seeds", "5..1");
    run("--seed", "1", "--sabotage", "none");
    assertThat(out.toString())
        .contains(
            "a range such as 1..2000",
            "the lower one first",
            "no sabotage 'none'; there are skipped-commit, ");
  }

  private int run(String... words) {
    CommandLine line =
        new CommandLine(new Fumarole())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .setExecutionExceptionHandler(
                (mistake, failed, _) -> {
                  failed.getErr().println(mistake.getMessage());
                  return 2;
                });
    return line.execute(
        Stream.concat(Stream.of("lab", "simulate"), Stream.of(words)).toArray(String[]::new));
  }
}
