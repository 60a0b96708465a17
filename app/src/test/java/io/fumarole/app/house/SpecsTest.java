package io.fumarole.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds `docs/specs.md` to the tests that it cites, and the `Spec:` comments to the table.
class SpecsTest {
  private static final Pattern SPEC =
      Pattern.compile("Spec:[^\\n]*?\\b(fumo|syncml-dm|wbxml|dlota|notification) (\\d+)");

  private static final Pattern CITED = Pattern.compile("\\| `(\\w+#\\w+)` \\|");

  private static final TestSources TESTS =
      new TestSources(
          Map.of(
              "FlowTest",
              """
              class FlowTest {
                @Test
                void downloads() {
                  assertThat(updates()).isTrue();
                }

                @ParameterizedTest // fumo 5
                @CsvSource({"1, 2", "3, 4"})
                void executes(int a, int b) {
                  helper();
                }

                private static void helper() {
                  downloads();
                }
              }
              """,
              "Sessions",
              "class Sessions {}"));

  private static SpecsTable table() {
    return SpecsTable.parse(Repository.read(Repository.root().resolve("docs/specs.md")));
  }

  @Test
  void everyRowIsWellFormedAndCitesTestsThatExist() {
    assertThat(table().complaints(TestSources.of(Repository.root(), Poms.modules()))).isEmpty();
    assertThat(table().rows()).hasSizeGreaterThan(100);
  }

  @Test
  void everySpecCommentNamesASectionOfTheTable() {
    SpecsTable table = table();
    List<String> unknown = new ArrayList<>();
    for (String module : Poms.modules()) {
      Path sources = Repository.root().resolve(module).resolve("src");
      for (Path file : Repository.files(sources, f -> f.toString().endsWith(".java"))) {
        Matcher spec = SPEC.matcher(Repository.read(file));
        while (spec.find()) {
          if (!table.hasSection(spec.group(1), Integer.parseInt(spec.group(2))))
            unknown.add(file.getFileName() + ": " + spec.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  /// What of the field notes no scenario can play is held by tests of other modules.
  @Test
  void theTestsThatHoldFieldNotesExist() {
    Path table =
        Repository.root().resolve("scenario/src/test/resources/field-notes/held-elsewhere.md");
    TestSources tests = TestSources.of(Repository.root(), Poms.modules());
    List<String> cited =
        CITED.matcher(Repository.read(table)).results().map(cite -> cite.group(1)).toList();
    assertThat(cited).isNotEmpty();
    assertThat(cited.stream().flatMap(citation -> tests.problem(citation).stream())).isEmpty();
  }

  @Test
  void acceptsTestsThatExist() {
    assertThat(complaints("| fumo 1 | Rule | done | `FlowTest`, `FlowTest#downloads` |")).isEmpty();
    assertThat(complaints("| fumo 1.2a | Rule | done | `FlowTest#executes` |")).isEmpty();
    assertThat(complaints("| fumo 1 | A \\| B | partial | `FlowTest`; no C yet |")).isEmpty();
    assertThat(complaints("| fumo 1 | Rule | out | next issue |")).isEmpty();
  }

  @Test
  void refusesTestsThatDoNotExist() {
    assertThat(complaints("| fumo 1 | Rule | done | `MissingTest` |"))
        .containsExactly("docs/specs.md:4: no module has a test class MissingTest");
    assertThat(complaints("| fumo 1 | Rule | done | `FlowTest#missing` |"))
        .containsExactly("docs/specs.md:4: FlowTest has no test method missing");
    assertThat(complaints("| fumo 1 | Rule | done | `FlowTest#helper` |"))
        .containsExactly("docs/specs.md:4: FlowTest has no test method helper");
    assertThat(complaints("| fumo 1 | Rule | done | `Sessions` |"))
        .containsExactly("docs/specs.md:4: Sessions has no tests");
    assertThat(complaints("| fumo 1 | Rule | done | `by hand` |"))
        .containsExactly("docs/specs.md:4: 'by hand' is neither a test class nor Class#method");
  }

  @Test
  void refusesMalformedRows() {
    assertThat(complaints("| fumo 1 | Rule | done |"))
        .hasSize(2)
        .first()
        .asString()
        .contains(":4:");
    assertThat(complaints("| fumo one | Rule | done | `FlowTest` |")).hasSize(2);
    assertThat(complaints("| fumo 1 | Rule | perhaps | `FlowTest` |")).hasSize(2);
    assertThat(complaints("| fumo 1 | Rule | done | said so |"))
        .containsExactly("docs/specs.md:4: done without a test");
    assertThat(complaints("| fumo 1 | Rule | partial | `FlowTest` |"))
        .containsExactly("docs/specs.md:4: partial without a word on what is missing");
    assertThat(complaints("| fumo 1 | Rule | out | |"))
        .containsExactly("docs/specs.md:4: out without a reason");
    assertThat(complaints("| fumo 1 | Rule | out | `FlowTest` |")).hasSize(2);
  }

  @Test
  void refusesRowsThatComeTwiceOrNameNoSection() {
    String row = "| fumo 1 | Rule | done | `FlowTest` |";
    assertThat(complaints(row + "\n" + row))
        .containsExactly("docs/specs.md:5: the key 'fumo 1' comes twice");
    assertThat(complaints(row + "\n| fumo 2 | Rule | done | `FlowTest` |"))
        .containsExactly("docs/specs.md:5: there is no section 'fumo 2'");
    assertThat(complaints("")).containsExactly("docs/specs.md: no row for fumo 1");
  }

  private static List<String> complaints(String rows) {
    String head = "| Digest | Stands for | Sections |\n|---|---|---|\n| `fumo` | FUMO | 1 |\n";
    return SpecsTable.parse(head + rows).complaints(TESTS);
  }
}
