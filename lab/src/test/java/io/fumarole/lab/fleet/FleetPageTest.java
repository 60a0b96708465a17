package io.fumarole.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.lab.fault.FaultReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FleetPageTest {
  private static FleetResult result(Optional<Double> serverCpu) {
    var latency = new Latency(1.25, 2.5, 9, 12, 40);
    var counts =
        new Counts(
            1_234,
            2,
            3,
            5_000,
            0,
            6,
            7,
            1 << 20,
            new TreeMap<>(Map.of(200, 90L, 410, 10L)),
            new TreeMap<>(Map.of("report-lost", 4L)),
            new TreeMap<>(Map.of("session: HTTP 500: <script>alert(1)</script>", 2L)));
    List<Sample> timeline = new ArrayList<>();
    for (int second = 1; second <= 3; second++)
      timeline.add(
          new Sample(
              second,
              400 + second,
              0,
              latency,
              0.5,
              serverCpu,
              1 << 20,
              new TreeMap<>(Map.of("1.0.0", 100L - second, "2.0.0", (long) second)),
              counts));
    return new FleetResult(
        "http://127.0.0.1:8080/dm",
        100,
        7,
        FleetResult.End.DONE,
        3,
        411.3,
        latency,
        0.2,
        serverCpu,
        Optional.of(300L << 20),
        timeline.getLast(),
        FaultReport.NONE,
        timeline);
  }

  @Test
  void aPageTellsTheRun() {
    String page = FleetPage.of(result(Optional.of(0.3)));
    assertThat(page)
        .contains("Fleet of 100 devices", "seed 7", "1,234, 411.3 a second")
        .contains("<th>Notifications</th><td>6</td>")
        .contains("99% within 9.0", "0.200 ms a session", "0.300 ms a session", "300 MiB")
        .contains("<td class=\"n\">10</td><td>410</td><td>Firmware Update Failed</td>");
    assertThat(page.split("<svg ", -1)).as("charts").hasSize(6);
    // Three seconds, each at its place.
    assertThat(page).containsPattern("points=\"282.7,\\S+ 501.3,\\S+ 720.0,\\S+ \"");
  }

  @Test
  void needsNothingBesideItself() {
    assertThat(FleetPage.of(result(Optional.empty())))
        .doesNotContain("<script", "<link", "<img", "src=", "@import", "url(")
        .contains("&lt;script&gt;")
        .doesNotContain("Processor time of the server");
  }
}
