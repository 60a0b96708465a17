package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.flows.PureDevice.Start;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Seed 5.4.5: the user or the device asks; what follows is one of the other flows.
@Tag("slow")
class ClientInitiatedFlowTest {
  record Asked(Variant variant, Start start) {
    FlowWorld world(Operation operation, Delivery delivery) {
      ModelProfile profile = Profiles.only(variant, operation, delivery);
      return new FlowWorld(variant, DeviceModel.FULL, profile, 3_000);
    }

    FlowWorld known(Operation operation, Delivery delivery) {
      return world(operation, delivery).knows(DeviceModel.FULL).offers();
    }
  }

  static Stream<Asked> asked() {
    return Variant.all()
        .flatMap(
            v -> Stream.of(new Asked(v, Start.USER_REQUEST), new Asked(v, Start.DEVICE_REQUEST)));
  }

  @ParameterizedTest
  @MethodSource("asked")
  void aRequestLeadsToTheCombinedOperation(Asked asked) {
    FlowWorld world = asked.known(Operation.DOWNLOAD_AND_UPDATE, Delivery.DESCRIPTOR);

    world.said(
        world.session(asked.start),
        """
            1 > Alert 1201, %s, DevInfo, Final
            1 < 200 Alert x2, 200 Replace, \
            Sequence of Replace DownloadAndUpdate/PkgURL + Exec DownloadAndUpdate #asked1-1, Final
            2 > 200 Sequence, 200 Replace, 202 Exec, Final
            2 < Final
            """
            .formatted(asked.start));
    world.device.work();
    world.session();

    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
    assertThat(world.device.tree.states()).containsExactly(10, 30, 40, 50, 60, 90);
    assertThat(world.events("request")).isBetween(1L, asked.variant.repeats() ? 2L : 1L);
    assertThat(world.events("report")).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("asked")
  void aRequestLeadsToADownloadAndLaterTheUpdate(Asked asked) {
    FlowWorld world = asked.known(Operation.DOWNLOAD, Delivery.DIRECT);

    assertThat(world.session(asked.start).text())
        .contains("Sequence of Replace Download/PkgURL + Exec Download #asked1-");
    world.device.work();
    assertThat(world.session().text()).contains("Exec Update #asked1-");
    world.device.work();
    world.session();

    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
    assertThat(world.device.tree.states()).containsExactly(10, 30, 40, 50, 60, 90);
  }

  @ParameterizedTest
  @MethodSource("asked")
  void aRequestLeadsToThePackageAndThenTheUpdate(Asked asked) {
    FlowWorld world = asked.known(Operation.UPDATE, Delivery.DM);

    world.said(
        world.session(asked.start),
        """
            1 > Alert 1201, %s, DevInfo, Final
            1 < 200 Alert x2, 200 Replace, Replace Update/PkgData, Final
            2 > 200 Replace, Final
            2 < Exec Update #asked1-1, Final
            3 > 202 Exec, Final
            3 < Final
            """
            .formatted(asked.start));
    world.device.work();
    world.session();

    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
    assertThat(world.device.tree.states()).containsExactly(10, 50, 60, 90);
  }

  @ParameterizedTest
  @MethodSource("asked")
  void aDeviceThatNobodyReadBeforeIsServedInTheSameSession(Asked asked) {
    FlowWorld world = asked.world(Operation.DOWNLOAD_AND_UPDATE, Delivery.DIRECT).offers();

    assertThat(world.session(asked.start).text())
        .startsWith(
            """
            1 > Alert 1201, %s, DevInfo, Final
            1 < 200 Alert x2, 200 Replace, Get, Final
            """
                .formatted(asked.start))
        .contains("Exec DownloadAndUpdate #asked1-");
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("asked")
  void withNothingToDoTheRequestGets202AndTheUserIsTold(Asked asked) {
    FlowWorld world =
        asked.world(Operation.DOWNLOAD_AND_UPDATE, Delivery.DIRECT).knows(DeviceModel.FULL);

    boolean isUser = asked.start == Start.USER_REQUEST;
    world.said(
        world.session(asked.start),
        isUser
            ? """
                  1 > Alert 1201, USER_REQUEST, DevInfo, Final
                  1 < 200 Alert, 202 Alert, 200 Replace, Alert 1100, Final
                  2 > 200 Alert, Final
                  2 < Final
                  """
            : """
                  1 > Alert 1201, DEVICE_REQUEST, DevInfo, Final
                  1 < 200 Alert, 202 Alert, 200 Replace, Final
                  """);
    assertThat(world.device.tree.questions())
        .isEqualTo(
            isUser
                ? List.of("1100 No update is available now. We will check again later.")
                : List.of());
    assertThat(world.store.deployments()).isEmpty();
    assertThat(world.events("request")).isBetween(1L, asked.variant.repeats() ? 2L : 1L);
  }

  @ParameterizedTest
  @MethodSource("asked")
  void aDeviceThatRunsTheNewestAlreadyGets202(Asked asked) {
    FlowWorld world = asked.known(Operation.DOWNLOAD_AND_UPDATE, Delivery.DIRECT);

    world.session(asked.start);
    world.device.work();
    world.session();
    assertThat(world.session(asked.start).text()).contains("< 200 Alert, 202 Alert, 200 Replace");
    assertThat(world.deployment().state()).isEqualTo(DeploymentState.SUCCEEDED);
  }
}
