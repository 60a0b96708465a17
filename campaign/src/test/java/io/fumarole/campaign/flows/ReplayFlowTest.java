package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.protocol.dm.AuthScheme;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Somebody has heard a whole update and sends its octets again. BASIC has nothing against that:
/// its credentials are the same each time.
class ReplayFlowTest {
  static Stream<Variant> withNonces() {
    return Variant.all()
        .filter(v -> v.scheme() == AuthScheme.MD5 || v.scheme() == AuthScheme.HMAC)
        .filter(v -> !v.repeats());
  }

  @ParameterizedTest
  @MethodSource("withNonces")
  void whatWasHeardHasNoSecondEffect(Variant variant) {
    FlowWorld world =
        FlowWorld.withRespUri(variant, DeviceModel.FULL, Profiles.all(variant), 3_000)
            .knows(DeviceModel.FULL)
            .schedule(Wish.NONE);
    world.session();
    List<Exchanger.Request> ordering = world.requests();
    replay(world, ordering);
    world.isIn(DeploymentState.DOWNLOADING, "accepted Exec");
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "reported success");

    List<Exchanger.Request> all = world.requests();
    for (Duration later : List.of(Duration.ZERO, Duration.ofMinutes(5), Duration.ofDays(3))) {
      world.pass(later);
      replay(world, all);
    }
    assertThat(world.session().messages()).as("the device itself is let in at once").isEqualTo(2);
  }

  private static void replay(FlowWorld world, List<Exchanger.Request> requests) {
    List<Deployment> before = world.store.deployments();
    int events = world.store.events().size();
    int commits = world.store.commits();
    for (Exchanger.Request request : requests)
      assertThat(world.inject(request).httpStatus()).isEqualTo(200);
    assertThat(world.store.deployments()).isEqualTo(before);
    assertThat(world.store.events()).hasSize(events);
    assertThat(world.store.commits()).isEqualTo(commits);
  }
}
