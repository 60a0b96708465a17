package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.protocol.syncml.DmVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Devices of DM 1.1.2 and 1.3 are managed in their own version; an update needs 1.2 or later.
/// Spec: fumo 1, syncml-dm 12.
class OtherVersionsFlowTest {
  private static FlowWorld world(Variant variant, DmVersion version) {
    var speaking =
        new Variant(variant.form().speaking(version), variant.scheme(), variant.repeats());
    return new FlowWorld(speaking, DeviceModel.FULL, Profiles.all(speaking), 3_000);
  }

  private static void isSpoken(DmVersion version, Transcript transcript) {
    assertThat(transcript.turns())
        .allSatisfy(
            turn -> {
              assertThat(DmVersion.of(turn.said().header())).contains(version);
              assertThat(DmVersion.of(turn.heard().header())).contains(version);
            });
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDeviceOfDm13IsUpdatedLikeOneOf12(Variant variant) {
    FlowWorld world = world(variant, DmVersion.DM_1_3).schedule(Wish.NONE);

    isSpoken(DmVersion.DM_1_3, world.session());
    world.device.work();
    isSpoken(DmVersion.DM_1_3, world.session());

    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDeviceOfDm11IsReadButNotUpdated(Variant variant) {
    FlowWorld world = world(variant, DmVersion.DM_1_1).schedule(Wish.NONE);

    Transcript transcript = world.session();

    isSpoken(DmVersion.DM_1_1, transcript);
    assertThat(transcript.text()).contains("Get ").doesNotContain("Exec");
    world.isIn(DeploymentState.FAILED, "speaks DM/1.1, and a firmware update needs DM/1.2");
    assertThat(world.device().version()).contains(DeviceModel.OLD);
    assertThat(world.device.tree.states()).containsExactly(10);
  }
}
