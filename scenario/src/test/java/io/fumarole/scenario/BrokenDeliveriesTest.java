package io.fumarole.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.scenario.play.Failure;
import io.fumarole.scenario.play.ScriptedClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Packages over DM that do not arrive: the deployment takes another way that the model's profile
/// allows, or starts anew, and says so. Spec: syncml-dm 7.
class BrokenDeliveriesTest {
  @TempDir private Path directory;

  static Stream<Arguments> scenarios() {
    return ScenarioFiles.below("broken-deliveries").stream()
        .flatMap(scenario -> scenario.variants().stream())
        .flatMap(
            scenario -> scenario.codings().stream().map(coding -> Arguments.of(scenario, coding)));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("scenarios")
  void thePackageGoesAnotherWayOrStartsAnew(Scenario scenario, Coding coding) throws Exception {
    try (Stage stage = Stage.of(scenario, directory)) {
      Optional<Failure> failure = ScriptedClient.play(scenario, coding, stage, stage);
      assertThat(failure.map(Failure::text)).isEmpty();
    }
  }
}
