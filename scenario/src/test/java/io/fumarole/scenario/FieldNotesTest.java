package io.fumarole.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.scenario.play.Failure;
import io.fumarole.scenario.play.ScriptedClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What deployed clients do, played against the real exchange. Spec: field-notes.
class FieldNotesTest {
  @TempDir private Path directory;

  private static final String FOLDER = "field-notes";

  static Stream<Arguments> scenarios() {
    return ScenarioFiles.below(FOLDER).stream()
        .filter(scenario -> scenario.plays() == Scenario.Side.CLIENT)
        .flatMap(scenario -> scenario.variants().stream())
        .flatMap(
            scenario -> scenario.codings().stream().map(coding -> Arguments.of(scenario, coding)));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("scenarios")
  void theServerServesWhatDeployedClientsDo(Scenario scenario, Coding coding) throws Exception {
    try (Stage stage = Stage.of(scenario, directory)) {
      Optional<Failure> failure = ScriptedClient.play(scenario, coding, stage, stage);
      assertThat(failure.map(Failure::text)).isEmpty();
    }
  }

  @Test
  void everyLineOfTheNotesHasAScenario() {
    List<String> covers =
        ScenarioFiles.below(FOLDER).stream().flatMap(s -> s.covers().stream()).toList();
    List<String> uncovered = new ArrayList<>();
    for (String line : notes()) if (covers.stream().noneMatch(line::contains)) uncovered.add(line);
    assertThat(uncovered).isEmpty();
  }

  @Test
  void everyScenarioStandsForALineOfTheNotes() {
    for (Scenario scenario : ScenarioFiles.below(FOLDER)) {
      assertThat(scenario.covers()).as(scenario.file()).isNotEmpty();
      for (String cover : scenario.covers())
        assertThat(notes().stream().filter(line -> line.contains(cover)))
            .as(scenario.file() + ": " + cover)
            .hasSize(1);
    }
  }

  private static List<String> notes() {
    return ScenarioFiles.text(FOLDER + "/field-notes.md")
        .lines()
        .filter(line -> line.startsWith("- "))
        .toList();
  }
}
