package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.Device;
import io.fumarole.protocol.fumo.FumoEvent;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Seed 5.4.3: the package is on the device, by whatever way it came; Exec Update alone.
class PackagePresentFlowTest {
  private static final Wish UPDATE =
      new Wish(Optional.of(Operation.UPDATE), Optional.empty(), Optional.empty());
  private static final Wish ASKING =
      new Wish(
          Optional.of(Operation.UPDATE), Optional.empty(), Optional.of("Install firmware 2.4.0?"));

  private static FlowWorld world(Variant variant) {
    FlowWorld world =
        new FlowWorld(variant, DeviceModel.FULL, Profiles.all(variant), 3_000)
            .knows(DeviceModel.FULL);
    world.device.tree.hold(world.image);
    world.device.tree.move(new FumoEvent.PackageReceived());
    return world;
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void anOperatorHasTheUpdateExecutedOnceStateIsRead(Variant variant) {
    FlowWorld world = world(variant).schedule(UPDATE);

    world.said(
        world.session(),
        """
            1 > Alert 1201, DevInfo, Final
            1 < 200 Alert, 200 Replace, Get x2, Final
            2 > (200 Get, Results) x2, Final
            2 < Exec Update #d1-1, Final
            3 > 202 Exec, Final
            3 < Final
            """);
    assertThat(world.deployment().choice()).contains("the package is on the device already");
    world.device.work();
    world.session();

    world.isIn(DeploymentState.SUCCEEDED, "reported success and runs " + FlowWorld.NEW);
    assertThat(world.device.tree.states()).containsExactly(10, 50, 60, 90);
    assertThat(world.site.fetched()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void theUserAgreesBeforeTheUpdate(Variant variant) {
    FlowWorld world = world(variant).schedule(ASKING);

    assertThat(world.session().text())
        .endsWith(
            """
            2 < Sequence of Alert 1101 + Exec Update #d1-1, Final
            3 > 200 Sequence, 200 Alert, 202 Exec, Final
            3 < Final
            """);
    assertThat(world.device.tree.questions()).containsExactly("1101 Install firmware 2.4.0?");
    world.isIn(DeploymentState.UPDATING, "accepted Exec Update (202)");
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aUserWhoDeclinesKeepsThePackageUninstalled(Variant variant) {
    FlowWorld world = world(variant).schedule(ASKING);
    world.device.tree.answerNext(StatusCode.NOT_MODIFIED);

    assertThat(world.session().text())
        .endsWith(
            """
            2 < Sequence of Alert 1101 + Exec Update #d1-1, Final
            3 > 200 Sequence, 304 Alert, 215 Exec, Final
            3 < Final
            """);

    world.isIn(DeploymentState.DECLINED, "the user declined (304)");
    assertThat(world.device.tree.state()).isEqualTo(FumoState.READY_TO_UPDATE);
    assertThat(world.device.runningVersion()).isEqualTo(DeviceModel.OLD);
    assertThat(world.session().messages()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aUserWhoDoesNotAnswerIsAskedAgain(Variant variant) {
    FlowWorld world = world(variant).schedule(ASKING);
    world.device.tree.answerNext(StatusCode.TIMEOUT);

    assertThat(world.session().text()).contains("3 > 200 Sequence, 408 Alert, 215 Exec, Final");
    world.isIn(DeploymentState.WAITING, "the user did not answer (408)");
    assertThat(world.session().text()).contains("Exec Update #d1-2");
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
    assertThat(world.attempts()).extracting(Attempt::step).last().isEqualTo(Attempt.Step.REPORTED);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void anUpdateThatTheDeviceStartsByItselfIsRecorded(Variant variant) {
    FlowWorld world = world(variant);
    world.device.updatesByItself();

    world.said(
        world.session(),
        """
            1 > Alert 1201, UPDATE 200, DevInfo, Final
            1 < 200 Alert x2, 200 Replace, Get x2, Final
            2 > (200 Get, Results) x2, Final
            2 < Final
            """);
    assertThat(world.device().get(Device.VERSION)).contains(FlowWorld.NEW);
    assertThat(world.device().object().orElseThrow().state()).contains(90);
    assertThat(world.store.deployments()).isEmpty();
    assertThat(world.events("report")).isEqualTo(1);
    assertThat(world.device.waitingReports()).isZero();
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void anUpdateByItselfEndsADeploymentThatWaitedForIt(Variant variant) {
    FlowWorld world = world(variant).schedule(ASKING);
    world.device.tree.answerNext(StatusCode.TIMEOUT);

    world.session();
    world.device.updatesByItself();
    assertThat(world.session().text()).startsWith("1 > Alert 1201, UPDATE 200, DevInfo, Final\n");
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void anUpdateThatFailsKeepsThePackage(Variant variant) {
    FlowWorld world = world(variant).schedule(UPDATE);

    world.session();
    world.device.failNextInstall(ResultCode.UPDATE_FAILED);
    world.device.work();
    world.session();
    world.isIn(DeploymentState.FAILED, "reported 410");
    assertThat(world.device.tree.state()).isEqualTo(FumoState.UPDATE_FAILED_HAVE_DATA);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void afterTheReportThePackageGoes(Variant variant) {
    FlowWorld world = world(variant).schedule(UPDATE);

    world.session();
    world.device.work();
    world.session();
    world.device.cleansUp();
    assertThat(world.device.tree.states()).containsExactly(10, 50, 60, 90, 100);
    Transcript idle = world.session();
    assertThat(idle.messages()).isEqualTo(2);
    assertThat(idle.loads()).isEqualTo(1);
    assertThat(idle.commits()).isZero();
  }
}
