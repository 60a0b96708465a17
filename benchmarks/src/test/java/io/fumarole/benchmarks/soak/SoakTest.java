package io.fumarole.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTest {
  /// Some hundred updates: a leak of a handle or a thread in each shows.
  private static final Duration SHORT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  @Tag("slow")
  void memoryThreadsAndHandlesStayFlatUnderUpdates() throws Exception {
    Soak.Verdict verdict =
        new Soak(folder, SHORT, false, new PrintWriter(System.out, false, StandardCharsets.UTF_8))
            .run();
    assertThat(verdict.isFlat())
        .as("after %d updates%n%s", verdict.updates(), verdict.table())
        .isTrue();
    assertThat(verdict.updates()).isPositive();
  }

  @Test
  void whatGrowsWithEverySampleIsFound() {
    List<Double> leak = IntStream.range(0, 40).mapToObj(n -> 100.0 + n).toList();
    assertThat(Gauge.SERVER_HANDLES.growth(leak).isFlat()).isFalse();
    assertThat(Gauge.SERVER_THREADS.growth(leak).isFlat()).isFalse();
    assertThat(Gauge.SERVER_HEAP.growth(leak).isFlat()).isFalse();
  }

  @Test
  void whatGrowsOnlyAtTheStartAndJumpsOnceIsFlat() {
    List<Double> warmUp =
        IntStream.range(0, 40).mapToObj(n -> n < 10 ? 10.0 + n : n == 35 ? 500.0 : 20.0).toList();
    for (Gauge gauge : Gauge.values()) assertThat(gauge.growth(warmUp).isFlat()).isTrue();
  }
}
