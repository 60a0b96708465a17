package io.fumarole.server.fuzz;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.testing.FuzzCase;
import io.fumarole.protocol.testing.FuzzRun;
import io.fumarole.protocol.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What server, campaign and firmware read, under fuzzing. `./fumarole fuzz` runs it longer.
class ServerFuzzTest {
  private static final int MUTATIONS = 2_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path work;

  static Stream<FuzzCase> cases() {
    return ServerFuzz.CASES.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void takesItsSeedsAndWhatOnceBrokeIt(FuzzCase fuzzed) {
    for (Octets seed : fuzzed.seeds()) FuzzRun.feed(fuzzed, seed.toByteArray(), "a seed");
    for (Path crasher : FuzzRun.crashers(ServerFuzzTest.class, fuzzed))
      FuzzRun.feed(fuzzed, FuzzRun.octets(crasher), crasher.getFileName().toString());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refusesOrReadsDamagedOctets(FuzzCase fuzzed) {
    long seed = Seeds.fresh("ServerFuzzTest, " + fuzzed.name());
    FuzzRun.mutate(ServerFuzzTest.class, fuzzed, seed, MUTATIONS);
  }

  @Tag("slow")
  @Test
  void nothingElseEscapesWhereverTheFuzzerGets() throws IOException, InterruptedException {
    Assumptions.assumeFalse(FuzzRun.isForOthers(ServerFuzz.CASES), "another module's target");
    FuzzRun.jazzer(ServerFuzz.class, ServerFuzz.CASES, List.of("io.fumarole.**"), work);
  }
}
