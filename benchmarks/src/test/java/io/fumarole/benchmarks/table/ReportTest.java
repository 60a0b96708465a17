package io.fumarole.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Machine MACHINE = new Machine("a CPU", 2, 8, "a system", "a Java", "abc");

  @Test
  void aFigureIsHeldToItsAimByItsMedian() {
    Figure figure = Figure.of("CPU", "ms", List.of(9.0, 1.0, 2.0)).aimedAt(Aim.atMost("≤ 2 ms", 2));
    assertThat(figure.median()).isEqualTo(2);
    assertThat(figure.verdict()).isEqualTo("met");
    assertThat(figure.aimedAt(Aim.atMost("≤ 1 ms", 1)).verdict()).isEqualTo("missed");
    assertThat(figure.aimedAt(Aim.NONE).verdict()).isEmpty();
  }

  @Test
  void theMedianOfAnEvenCountLiesBetweenTheMiddleOnes() {
    assertThat(Figure.of("x", "", List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
  }

  @Test
  void aRowThatCouldNotBeMeasuredSaysWhyInItsPlace() {
    var report =
        new Report(
            MACHINE,
            "2026-03-01",
            "./fumarole bench",
            List.of(
                new Report.Line("a", "one work", List.of(), List.of(), Optional.of("no nginx"), 1),
                new Report.Line(
                    "b",
                    "another work",
                    List.of(Figure.of("CPU", "ms", List.of(1.5, 1.25, 1.75))),
                    List.of("a remark"),
                    Optional.empty(),
                    1)));
    assertThat(report.text(Optional.empty())).contains("one work\n    not measured: no nginx\n");
    assertThat(report.markdown())
        .contains("| one work | no nginx | – | – | – |  |\n")
        .contains("| another work | CPU | 1.50 ms | 1.25 – 1.75 ms | – |  |\n")
        .endsWith("- a remark\n");
  }
}
