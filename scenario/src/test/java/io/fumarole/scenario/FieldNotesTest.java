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
  void everyBehaviourThatTheNotesNameIsHeld() {
    List<String> quotations = new ArrayList<>(covers());
    quotations.addAll(elsewhere().words());
    assertThat(notes().untouched(quotations)).isEmpty();
    assertThat(notes().size()).isGreaterThan(140);
  }

  @Test
  void everyScenarioStandsForABehaviourOfTheNotes() {
    for (Scenario scenario : ScenarioFiles.below(FOLDER)) {
      assertThat(scenario.covers()).as(scenario.file()).isNotEmpty();
      for (String cover : scenario.covers())
        assertThat(notes().problem(cover)).as(scenario.file() + ": " + cover).isEmpty();
    }
  }

  @Test
  void whatIsHeldElsewhereStandsInTheNotesAndIsPlayedNowhere() {
    for (String words : elsewhere().words()) {
      assertThat(notes().problem(words)).as(words).isEmpty();
      assertThat(covers()).noneMatch(cover -> cover.contains(words));
    }
  }

  /// The check itself: what is left out of a line is found, whatever stands beside it.
  @Test
  void aBehaviourWithoutAQuotationIsFound() {
    var some =
        new FieldNotes(
            """
            # A heading
            - Size seen: 5, 16 (and `;` later). One client, and `a, b.` only; another does.
            """);
    assertThat(some.untouched(List.of()))
        .containsExactly(
            "Size seen: 5",
            "16",
            "and `;` later",
            "One client",
            "and `a, b.` only",
            "another does");
    assertThat(some.untouched(List.of("seen: 5, 1", "and `a", "another", "One client, ")))
        .containsExactly("and `;` later");
    assertThat(some.problem("5, 16 (and `;` later).")).isEmpty();
    assertThat(some.problem("later). One")).contains("this goes on beyond its sentence or clause");
    assertThat(some.problem("only; another"))
        .contains("this goes on beyond its sentence or clause");
    assertThat(some.problem("and `")).contains("the notes say this twice");
    assertThat(some.problem("two clients")).contains("the notes do not say this");
    assertThat(some.problem("A heading")).contains("this is a heading or the preface");
  }

  private static FieldNotes notes() {
    return new FieldNotes(ScenarioFiles.text(FOLDER + "/field-notes.md"));
  }

  private static HeldElsewhere elsewhere() {
    return HeldElsewhere.parse(ScenarioFiles.text(FOLDER + "/held-elsewhere.md"));
  }

  private static List<String> covers() {
    return ScenarioFiles.below(FOLDER).stream().flatMap(s -> s.covers().stream()).toList();
  }
}
