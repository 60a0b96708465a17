package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.flows.PureDevice.Start;
import io.fumarole.protocol.dlota.DownloadOutcome;
import io.fumarole.protocol.dlota.DownloadOutcome.Ended;
import io.fumarole.protocol.dlota.DownloadOutcome.HttpRefused;
import io.fumarole.protocol.dlota.InstallStatus;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Seed 5.4.2, with the change request's correction: the address under Download, Exec on Download,
/// a report; then Exec Update, and another report.
@Tag("slow")
class AlternateDownloadFlowTest {
  private static final String ADDRESS = "https://dl.fota.example/d1/nw410-2.4.0";

  record Given(Variant variant, Delivery delivery) {
    FlowWorld world() {
      return new FlowWorld(
              variant,
              DeviceModel.FULL,
              Profiles.only(variant, Operation.DOWNLOAD, delivery),
              3_000)
          .schedule(Wish.NONE);
    }

    String url() {
      return ADDRESS + (delivery == Delivery.DIRECT ? ".bin" : ".dd");
    }
  }

  record Trouble(Given given, DownloadOutcome outcome) {}

  static Stream<Given> given() {
    return Variant.all()
        .flatMap(v -> Stream.of(new Given(v, Delivery.DIRECT), new Given(v, Delivery.DESCRIPTOR)));
  }

  static Stream<Trouble> troubles() {
    List<DownloadOutcome> outcomes = new ArrayList<>();
    for (Ended ended : Ended.values()) if (ended != Ended.STORED) outcomes.add(ended);
    for (int status : List.of(401, 404, 408, 500, 503)) outcomes.add(new HttpRefused(status));
    return given()
        .filter(g -> Variant.encodings().toList().contains(g.variant))
        .flatMap(g -> outcomes.stream().map(outcome -> new Trouble(g, outcome)));
  }

  @ParameterizedTest
  @MethodSource("given")
  void aDownloadIsReportedAndThenTheUpdateIsOrdered(Given given) {
    FlowWorld world = given.world().knows(DeviceModel.FULL);

    world.said(
        world.session(),
        """
            1 > Alert 1201, DevInfo, Final
            1 < 200 Alert, 200 Replace, Sequence of Replace Download/PkgURL + Exec Download #d1-1, Final
            2 > 200 Sequence, 200 Replace, 202 Exec, Final
            2 < Final
            """);
    world.isIn(DeploymentState.DOWNLOADING, "accepted Exec Download (202)");
    assertThat(world.device.tree.pkgUrl(Operation.DOWNLOAD)).contains(given.url());
    assertThat(world.device.tree.pkgUrl(Operation.DOWNLOAD_AND_UPDATE)).isEmpty();
    world.device.work();
    assertThat(world.device.tree.held()).isEqualTo(world.image);
    assertThat(world.device.tree.states()).containsExactly(10, 30, 40, 50);
    assertThat(world.site.notified())
        .isEqualTo(given.delivery == Delivery.DIRECT ? List.of() : List.of(InstallStatus.SUCCESS));

    world.said(
        world.session(),
        """
            1 > Alert 1201, DOWNLOAD 200 #d1-1, DevInfo, Final
            1 < 200 Alert x2, 200 Replace, Exec Update #d1-2, Final
            2 > 202 Exec, Final
            2 < Final
            """);
    world.isIn(DeploymentState.UPDATING, "accepted Exec Update (202)");
    world.device.work();
    world.said(
        world.session(),
        """
            1 > Alert 1201, UPDATE 200 #d1-2, DevInfo, Final
            1 < 200 Alert x2, 200 Replace, Get x2, Final
            2 > (200 Get, Results) x2, Final
            2 < Final
            """);

    world.isIn(DeploymentState.SUCCEEDED, "reported success and runs " + FlowWorld.NEW);
    assertThat(world.device.tree.states()).containsExactly(10, 30, 40, 50, 60, 90);
    assertThat(world.attempts())
        .extracting(Attempt::operation)
        .containsExactly(Operation.DOWNLOAD, Operation.UPDATE);
    assertThat(world.attempts())
        .allMatch(a -> a.step() == Attempt.Step.REPORTED && a.result().orElse(0) == 200);
    assertThat(world.attempts().getFirst().url()).contains(given.url());
    assertThat(world.device().object().orElseThrow().urls())
        .containsEntry(Operation.DOWNLOAD, given.url())
        .containsEntry(Operation.DOWNLOAD_AND_UPDATE, "");
    assertThat(world.events("report")).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("given")
  void aDeviceNobodyReadBeforeIsReadFirst(Given given) {
    FlowWorld world = given.world();

    world.said(
        world.session(Start.NOTIFIED),
        """
            1 > Alert 1200, DevInfo, Final
            1 < 200 Alert, 200 Replace, Get, Final
            2 > (200 Get, Results), Final
            2 < Get x2, Final
            3 > (200 Get, Results) x2, Final
            3 < Get x2, Final
            4 > (200 Get, Results) x2, Final
            4 < Get x6, Final
            5 > (200 Get, Results) x6, Final
            5 < Get x3, Final
            6 > (200 Get, Results) x3, Final
            6 < Sequence of Replace Download/PkgURL + Exec Download #d1-1, Final
            7 > 200 Sequence, 200 Replace, 202 Exec, Final
            7 < Final
            """);
    world.device.work();
    world.session();
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
    assertThat(world.device().inventory())
        .containsEntry("FwV", FlowWorld.NEW)
        .containsEntry("HwV", "H2")
        .containsEntry("LrgObj", "true")
        .containsEntry("Man", "Northwind");
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void aDownloadThatFailsIsReportedWithItsCode(Trouble trouble) {
    FlowWorld world = trouble.given.world().knows(DeviceModel.FULL);
    ResultCode code = trouble.outcome.resultCode();

    world.session();
    world.site.failWith(trouble.outcome);
    world.device.work();
    assertThat(world.session().text()).contains("DOWNLOAD " + code + " #d1-1");

    world.isIn(
        switch (code.value()) {
          case 401 -> DeploymentState.DECLINED;
          case 407, 412, 500, 503 -> DeploymentState.WAITING;
          default -> DeploymentState.FAILED;
        },
        "reported %s (%s) for Download".formatted(code, code.meaning()));
    assertThat(world.device.tree.states()).containsExactly(10, 30, 20);
    assertThat(world.site.notified())
        .isEqualTo(
            trouble.given.delivery == Delivery.DIRECT
                ? List.of()
                : List.of(trouble.outcome.installStatus()));
    assertThat(world.attempts()).singleElement().matches(a -> a.result().orElse(0) == code.value());
    assertThat(world.events("report")).isEqualTo(1);
    assertThat(world.session().messages()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("given")
  void theUpdateAfterADownloadFails(Given given) {
    FlowWorld world = given.world().knows(DeviceModel.FULL);

    world.session();
    world.device.work();
    world.session();
    world.device.failNextInstall(ResultCode.UPDATE_FAILED);
    world.device.work();
    world.session();

    world.isIn(DeploymentState.FAILED, "reported 410 (Firmware Update Failed) for Update");
    assertThat(world.device.tree.states()).containsExactly(10, 30, 40, 50, 60, 70);
    assertThat(world.events("report")).isEqualTo(2);
  }
}
