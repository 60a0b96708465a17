package io.fumarole.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds `docs/hardening.md` to the tests that it cites.
class HardeningTest {
  private static final TestSources TESTS =
      new TestSources(
          Map.of(
              "FloodTest",
              """
              class FloodTest {
                @Test
                void survives() {
                  assertThat(answers()).isTrue();
                }

                private static void helper() {
                  survives();
                }
              }
              """));

  @Test
  void everyRowCitesTestsThatExist() {
    HardeningTable table =
        HardeningTable.parse(Repository.read(Repository.root().resolve(HardeningTable.PAGE)));
    assertThat(table.complaints(TestSources.of(Repository.root(), Poms.modules()))).isEmpty();
    assertThat(table.rows()).hasSizeGreaterThan(30);
    assertThat(table.headings())
        .contains("Messages", "Documents", "HTTP", "Access", "Storage", "Device", "Time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "| A flood | It goes on | `FloodTest` |",
        "| A flood | It goes on | `FloodTest#survives`, `FloodTest` |",
        "| A \\| B | It goes on | `FloodTest#survives` |"
      })
  void acceptsTestsThatExist(String row) {
    assertThat(complaints(row)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "| A flood | It goes on | `MissingTest` |",
        "| A flood | It goes on | `FloodTest#missing` |",
        "| A flood | It goes on | `FloodTest#helper` |",
        "| A flood | It goes on | `FloodTest`, `MissingTest` |",
        "| A flood | It goes on | `by hand` |",
        "| A flood | It goes on | |",
        "| A flood | It goes on | seen by eye |",
        "| A flood | It goes on | `FloodTest` in part |",
        "| A flood | | `FloodTest` |",
        "| | It goes on | `FloodTest` |",
        "| A flood | It goes on |",
        "| A flood | It goes on | `FloodTest` | more |",
        "| A flood | It goes on | `FloodTest`",
      })
  void refusesRowsWithoutATestThatExists(String row) {
    assertThat(complaints(row)).hasSize(1).first().asString().startsWith("docs/hardening.md:3: ");
  }

  @Test
  void refusesRowsThatComeTwiceAndOtherHeads() {
    String row = "| A flood | It goes on | `FloodTest` |";
    assertThat(complaints(row + "\n" + row))
        .containsExactly("docs/hardening.md:4: 'A flood' comes twice");
    assertThat(HardeningTable.parse("| Attack | Test |\n|---|---|\n").complaints(TESTS))
        .containsExactly("docs/hardening.md:1: the head is " + HardeningTable.HEAD);
  }

  private static List<String> complaints(String rows) {
    return HardeningTable.parse(HardeningTable.HEAD + "\n|---|---|---|\n" + rows).complaints(TESTS);
  }
}
