package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.session.ClientNonces;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A device from the factory has no nonces, and shows what cannot fit: both sides challenge each
/// other, and the flow goes on in the same session. And what a session with nothing to do costs.
class FirstContactFlowTest {
  private static FlowWorld world(Variant variant) {
    return new FlowWorld(
        variant, DeviceModel.FULL, Profiles.all(variant), 3_000, ClientNonces.NONE);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDeviceWithoutNoncesIsUpdated(Variant variant) {
    FlowWorld world = world(variant).knows(DeviceModel.FULL).schedule(Wish.NONE);

    String first = world.session().text();

    boolean hasNonces = variant.scheme() == AuthScheme.MD5 || variant.scheme() == AuthScheme.HMAC;
    if (hasNonces)
      assertThat(first)
          .startsWith(
              """
              1 > Alert 1201, DevInfo, Final
              1 < challenge, 401 Alert, 401 Replace, Final
              """);
    else if (!variant.repeats()) assertThat(first).doesNotContain("challenge");
    world.isIn(DeploymentState.DOWNLOADING, "accepted Exec DownloadAndUpdate (202)");
    world.device.work();
    String second = world.session().text();
    if (!variant.repeats()) assertThat(second).doesNotContain("challenge");
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
    assertThat(world.device.tree.states()).containsExactly(10, 30, 40, 50, 60, 90);
    assertThat(world.attempts()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aSessionWithNothingToDoCostsOneReadAndNoCommit(Variant variant) {
    FlowWorld world =
        new FlowWorld(variant, DeviceModel.FULL, Profiles.all(variant), 3_000)
            .knows(DeviceModel.FULL);

    for (int poll = 0; poll < 10; poll++) {
      Transcript idle = world.session();
      assertThat(idle.text())
          .isEqualTo(
              """
              1 > Alert 1201, DevInfo, Final
              1 < 200 Alert, 200 Replace, Final
              """);
      assertThat(idle.loads()).isEqualTo(1);
      assertThat(idle.commits()).isZero();
    }
    assertThat(world.store.events()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aCrashAfterIdleSessionsCostsAtMostAChallenge(Variant variant) {
    FlowWorld world =
        new FlowWorld(variant, DeviceModel.FULL, Profiles.all(variant), 3_000)
            .knows(DeviceModel.FULL);

    for (int poll = 0; poll < 3; poll++) world.session();
    world.store.crash();
    world.schedule(Wish.NONE);
    world.session();

    world.isIn(DeploymentState.DOWNLOADING, "accepted Exec DownloadAndUpdate (202)");
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDeviceOfSmallMessagesIsReadAndUpdatedInMoreOfThem(Variant variant) {
    DeviceModel small = DeviceModel.FULL.withSizes(1_600, 1 << 20);
    FlowWorld world =
        new FlowWorld(variant, small, Profiles.only(variant, Operation.UPDATE, Delivery.DM), 3_000)
            .schedule(Wish.NONE);

    Transcript transcript = world.session();

    assertThat(transcript.text()).contains("Replace Update/PkgData and more");
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
    assertThat(world.device.tree.held()).isEqualTo(world.image);
  }
}
