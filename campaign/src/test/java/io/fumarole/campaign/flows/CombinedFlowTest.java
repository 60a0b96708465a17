package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.flows.PureDevice.Start;
import io.fumarole.protocol.dlota.DownloadOutcome;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Seed 5.4.4: the address under DownloadAndUpdate, one Exec, one report at the end.
class CombinedFlowTest {
  private static final String ORDERED =
      """
      1 > Alert 1201, DevInfo, Final
      1 < 200 Alert, 200 Replace, Sequence of Replace DownloadAndUpdate/PkgURL + Exec DownloadAndUpdate #d1-1, Final
      2 > 200 Sequence, 200 Replace, 202 Exec, Final
      2 < Final
      """;

  private static FlowWorld world(Variant variant) {
    return new FlowWorld(variant, DeviceModel.FULL, Profiles.all(variant), 3_000)
        .knows(DeviceModel.FULL)
        .schedule(Wish.NONE);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aKnownDeviceIsUpdatedWithOneExecAndOneReport(Variant variant) {
    FlowWorld world = world(variant);

    world.said(world.session(), ORDERED);
    world.isIn(DeploymentState.DOWNLOADING, "accepted Exec DownloadAndUpdate (202)");
    world.device.work();
    world.said(
        world.session(),
        """
            1 > Alert 1201, DOWNLOAD_AND_UPDATE 200 #d1-1, DevInfo, Final
            1 < 200 Alert x2, 200 Replace, Get x2, Final
            2 > (200 Get, Results) x2, Final
            2 < Final
            """);

    world.isIn(DeploymentState.SUCCEEDED, "reported success and runs " + FlowWorld.NEW);
    assertThat(world.device.tree.states()).containsExactly(10, 30, 40, 50, 60, 90);
    assertThat(world.device.tree.held()).isEqualTo(world.image);
    assertThat(world.device.waitingReports()).isZero();
    assertThat(world.device.runningVersion()).isEqualTo(FlowWorld.NEW);
    assertThat(world.device().version()).contains(FlowWorld.NEW);
    assertThat(world.attempts())
        .singleElement()
        .matches(a -> a.step() == Attempt.Step.REPORTED && a.result().orElse(0) == 200);
    assertThat(world.events("report")).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void anUpdateThatFailsIsReportedOnce(Variant variant) {
    FlowWorld world = world(variant);

    world.session(Start.NOTIFIED);
    world.device.failNextInstall(ResultCode.UPDATE_FAILED);
    world.device.work();
    world.session();

    world.isIn(DeploymentState.FAILED, "reported 410 (Firmware Update Failed)");
    assertThat(world.device.tree.states()).containsExactly(10, 30, 40, 50, 60, 70);
    assertThat(world.device.runningVersion()).isEqualTo(DeviceModel.OLD);
    assertThat(world.device.waitingReports()).isZero();
    assertThat(world.events("report")).isEqualTo(1);
    assertThat(world.session().messages()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDownloadThatFailsForNowIsTriedAgainAfterAPause(Variant variant) {
    FlowWorld world = world(variant);

    world.session();
    world.site.failWith(DownloadOutcome.Ended.NETWORK_LOST);
    world.device.work();
    assertThat(world.session().text()).doesNotContain("Exec");
    world.isIn(DeploymentState.WAITING, "reported 503 (Download fails, network issues)");
    assertThat(world.session().text()).as("amid the pause").doesNotContain("Exec");
    world.pass(Duration.ofMinutes(11));
    assertThat(world.session().text()).contains("Exec DownloadAndUpdate #d1-");
    world.device.work();
    world.session();

    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
    assertThat(world.device.tree.states()).startsWith(10, 30, 20, 30);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDownloadThatCannotBeStoredEndsTheCombinedOperation(Variant variant) {
    FlowWorld world = world(variant);

    world.session();
    world.site.failWith(DownloadOutcome.Ended.OUT_OF_MEMORY);
    world.device.work();
    world.session();

    world.isIn(DeploymentState.FAILED, "reported 501");
    assertThat(world.device.tree.states()).containsExactly(10, 30, 20);
    assertThat(world.device.tree.pkgUrl(Operation.DOWNLOAD_AND_UPDATE)).isPresent();
    assertThat(world.device.tree.pkgUrl(Operation.DOWNLOAD)).isEmpty();
  }
}
