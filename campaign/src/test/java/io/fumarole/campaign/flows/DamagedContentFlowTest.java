package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The package's content is damaged on the server.
class DamagedContentFlowTest {
  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#encodings")
  void nothingIsOrderedThatCannotBeDeliveredAndTheDeploymentWaits(Variant variant) {
    FlowWorld world =
        new FlowWorld(variant, DeviceModel.FULL, Profiles.all(variant), 3_000)
            .knows(DeviceModel.FULL)
            .schedule(Wish.NONE);
    world.content.damage("sha256-of-the-image");

    world.session();
    world.isIn(DeploymentState.WAITING, "missing or damaged on the server");
    assertThat(world.attempts()).isEmpty();

    world.content.put("sha256-of-the-image", world.image.toByteArray());
    world.session();
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }
}
