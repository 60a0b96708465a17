package io.fumarole.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class BaselineTest {
  private static final Machine MACHINE = new Machine("a CPU", 2, 8, "a system", "a Java", "abc");

  @TempDir private Path directory;

  private static Report report(Figure... figures) {
    return new Report(
        MACHINE,
        "2026-03-01",
        "./fumarole bench",
        List.of(
            new Report.Line("a", "<one> work", List.of(figures), List.of(), Optional.empty(), 1)));
  }

  private Baseline before(Figure... figures) throws IOException {
    Path file = directory.resolve("runs.json");
    Files.write(file, JsonMapper.shared().writeValueAsBytes(report(figures)));
    return Baseline.read(file);
  }

  private static Figure cpu(Double... runs) {
    return Figure.of("CPU", "ms", List.of(runs)).aimedAt(Aim.atMost("≤ 2 ms", 2));
  }

  @Test
  void aChangeIsToldWithWhetherTheRunsOverlap() throws IOException {
    Baseline before = before(cpu(4.0, 5.0, 6.0));
    assertThat(before.of("a", cpu(5.5, 5.5, 5.5))).contains("5 ms (+10 %, within the spread)");
    assertThat(before.of("a", cpu(2.4, 2.5, 2.6))).contains("5 ms (-50 %, beyond the spread)");
    assertThat(before.of("a", cpu(10.0))).as("one run has no spread").contains("5 ms (+100 %)");
  }

  @Test
  void whatWasNotMeasuredIsNotCompared() throws IOException {
    Baseline before = before(cpu(4.0), Figure.once("left", "", 0));
    assertThat(before.of("b", cpu(1.0))).isEmpty();
    assertThat(before.of("a", Figure.once("CPU", "MB", 1))).isEmpty();
    assertThat(before.of("a", Figure.once("left", "", 1)))
        .as("of nothing no percent")
        .contains("0");
  }

  @Test
  void textAndPageShowIt() throws IOException {
    Optional<Baseline> before = Optional.of(before(cpu(4.0)));
    Report now = report(cpu(2.0), Figure.once("new", "", 1));
    assertThat(now.text(before)).contains("was 4 ms (-50 %)");
    assertThat(Page.of(now, before))
        .contains("<td>4 ms (-50 %)</td>", "<td class=\"met\">met</td>", "&lt;one&gt; work")
        .contains("<td>not measured</td>")
        .doesNotContain("<one>");
    assertThat(Page.of(now, Optional.empty())).doesNotContain("Before", "not measured");
  }

  @Test
  void anotherFileIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("other.json"), "{\"lines\": 3}");
    assertThatThrownBy(() -> Baseline.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other.json is no file that 'bench --json' wrote");
  }
}
