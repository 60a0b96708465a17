package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What devices answer to an Exec, and how dialects have it asked.
class ExecAnswersFlowTest {
  record Refusal(Variant variant, int status) {}

  static Stream<Refusal> passing() {
    return refusals(403, 405, 420, 510);
  }

  static Stream<Refusal> lasting() {
    return refusals(425, 500);
  }

  static Stream<Refusal> unable() {
    return refusals(404, 406, 501);
  }

  private static Stream<Refusal> refusals(int... statuses) {
    return Variant.all().flatMap(v -> IntStream.of(statuses).mapToObj(s -> new Refusal(v, s)));
  }

  private static FlowWorld world(Variant variant, ModelProfile profile) {
    return new FlowWorld(variant, DeviceModel.FULL, profile, 3_000)
        .knows(DeviceModel.FULL)
        .schedule(Wish.NONE);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void aRefusalThatPassesIsTriedAgainNextSession(Refusal refusal) {
    FlowWorld world = world(refusal.variant, Profiles.all(refusal.variant));
    world.device.tree.refuseNextExec(new StatusCode(refusal.status));

    world.session();
    world.isIn(DeploymentState.WAITING, "refused Exec DownloadAndUpdate with " + refusal.status);
    assertThat(world.deployment().reason()).contains("tried again next session");
    assertThat(world.device.tree.states()).containsExactly(10);
    world.session();
    world.isIn(DeploymentState.DOWNLOADING, "accepted Exec DownloadAndUpdate (202)");
    world.device.work();
    world.session();

    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
    assertThat(world.attempts()).singleElement().matches(a -> a.step() == Attempt.Step.REPORTED);
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void aRefusalThatDoesNotPassEndsTheDeployment(Refusal refusal) {
    FlowWorld world = world(refusal.variant, Profiles.all(refusal.variant));
    world.device.tree.refuseNextExec(new StatusCode(refusal.status));

    world.session();

    world.isIn(DeploymentState.FAILED, "refused Exec DownloadAndUpdate with " + refusal.status);
    assertThat(world.device.tree.states()).containsExactly(10);
    assertThat(world.session().messages()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("unable")
  void anExecThatTheDeviceDoesNotKnowLeadsToAnotherOperation(Refusal refusal) {
    FlowWorld world = world(refusal.variant, Profiles.all(refusal.variant));
    world.device.tree.refuseNextExec(new StatusCode(refusal.status));

    world.session();

    world.isIn(DeploymentState.DOWNLOADING, "accepted Exec Download (202)");
    assertThat(world.deployment().choice())
        .contains("Download ", "the device refused Exec DownloadAndUpdate");
    assertThat(world.store.events())
        .anyMatch(
            e ->
                e.text().contains("refused Exec DownloadAndUpdate with " + refusal.status)
                    && e.text().contains("another operation is taken"));
    world.device.work();
    world.session();
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("unable")
  void anExecThatTheDeviceDoesNotKnowEndsTheDeploymentWhereNothingElseGoes(Refusal refusal) {
    FlowWorld world =
        world(
            refusal.variant,
            Profiles.only(refusal.variant, Operation.DOWNLOAD_AND_UPDATE, Delivery.DIRECT));
    world.device.tree.refuseNextExec(new StatusCode(refusal.status));

    world.session();

    world.isIn(DeploymentState.FAILED, "refused Exec DownloadAndUpdate with " + refusal.status);
    assertThat(world.device.tree.states()).containsExactly(10);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDeviceThatNeverAllowsAnExecGetsAnotherAfterTheSecond405(Variant variant) {
    FlowWorld world = world(variant, Profiles.all(variant));
    world.device.tree.refuseNextExec(new StatusCode(405));
    world.device.tree.refuseNextExec(new StatusCode(405));

    world.session();
    world.isIn(DeploymentState.WAITING, "tried again");
    world.session();

    world.isIn(DeploymentState.DOWNLOADING, "accepted Exec Download (202)");
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aVersionThatIsSaidToBeThereIsReadBeforeAnythingIsSent(Variant variant) {
    FlowWorld world = world(variant, Profiles.all(variant));
    Device known = world.device();
    Map<String, String> stale = new HashMap<>(known.inventory());
    stale.put(Device.VERSION, FlowWorld.NEW);
    world.store.put(known.withInventory(stale));

    world.session(); // put back at the device: it runs the old one

    world.isIn(DeploymentState.DOWNLOADING, "accepted");
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void nothingIsSentToADeviceThatTrulyRunsTheVersion(Variant variant) {
    FlowWorld world = world(variant, Profiles.all(variant));
    Device known = world.device();
    Map<String, String> same = new HashMap<>(known.inventory());
    same.put(Device.VERSION, FlowWorld.NEW);
    world.store.put(known.withInventory(same));
    world.device.tree.tree().put(DeviceModel.VERSION, Octets.utf8(FlowWorld.NEW));

    world.said(
        world.session(),
        """
        1 > Alert 1201, DevInfo, Final
        1 < 200 Alert, 200 Replace, Get x2, Final
        2 > (200 Get, Results) x2, Final
        2 < Final
        """);
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW + " already");
    assertThat(world.attempts()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDeviceThatWorksAtOnceAnswers200AndReportsInTheSameSession(Variant variant) {
    FlowWorld world = world(variant, Profiles.all(variant));
    world.device.worksAtOnce();

    Transcript transcript = world.session();

    world.said(
        transcript,
        """
        1 > Alert 1201, DevInfo, Final
        1 < 200 Alert, 200 Replace, \
        Sequence of Replace DownloadAndUpdate/PkgURL + Exec DownloadAndUpdate #d1-1, Final
        2 > 200 Sequence, 200 Replace, 200 Exec, DOWNLOAD_AND_UPDATE 200 #d1-1, Final
        2 < 200 Alert, Get x2, Final
        3 > (200 Get, Results) x2, Final
        3 < Final
        """);
    world.isIn(DeploymentState.SUCCEEDED, "reported success and runs " + FlowWorld.NEW);
    assertThat(world.device.tree.states()).containsExactly(10, 30, 40, 50, 60, 90);
    assertThat(world.events("report")).isEqualTo(1);
    assertThat(world.device.waitingReports()).isZero();
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDownloadAtOnceLeadsToTheUpdateInTheSameSession(Variant variant) {
    FlowWorld world = world(variant, Profiles.only(variant, Operation.DOWNLOAD, Delivery.DIRECT));
    world.device.worksAtOnce();

    world.said(
        world.session(),
        """
        1 > Alert 1201, DevInfo, Final
        1 < 200 Alert, 200 Replace, \
        Sequence of Replace Download/PkgURL + Exec Download #d1-1, Final
        2 > 200 Sequence, 200 Replace, 200 Exec, DOWNLOAD 200 #d1-1, Final
        2 < 200 Alert, Exec Update #d1-2, Final
        3 > 200 Exec, UPDATE 200 #d1-2, Final
        3 < 200 Alert, Get x2, Final
        4 > (200 Get, Results) x2, Final
        4 < Final
        """);
    world.isIn(DeploymentState.SUCCEEDED, "reported success and runs " + FlowWorld.NEW);
    assertThat(world.events("report")).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aPlainDialectWaitsForTheAddressBeforeTheExec(Variant variant) {
    FlowWorld world =
        world(
            variant,
            Profiles.only(variant, Profiles.PLAIN, Operation.DOWNLOAD_AND_UPDATE, Delivery.DIRECT));

    world.said(
        world.session(),
        """
        1 > Alert 1201, DevInfo, Final
        1 < 200 Alert, 200 Replace, Replace DownloadAndUpdate/PkgURL, Final
        2 > 200 Replace, Final
        2 < Exec DownloadAndUpdate #d1-1, Final
        3 > 202 Exec, Final
        3 < Final
        """);
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void anObjectThatIsMissingIsCreated(Variant variant) {
    ModelProfile profile =
        Profiles.only(variant, Profiles.CREATED, Operation.DOWNLOAD_AND_UPDATE, Delivery.DIRECT);
    FlowWorld world =
        new FlowWorld(variant, DeviceModel.FULL.withoutObject(), profile, 3_000)
            .schedule(Wish.NONE);

    world.said(
        world.session(),
        """
        1 > Alert 1201, DevInfo, Final
        1 < 200 Alert, 200 Replace, Get x4, Final
        2 > (200 Get, Results) x4, Final
        2 < Sequence of Add ./FwUpdate/FwPkg1 + Add DownloadAndUpdate + Add DownloadAndUpdate/PkgURL, Final
        3 > 200 Sequence, 200 Add x3, Final
        3 < Exec DownloadAndUpdate #d1-1, Final
        4 > 202 Exec, Final
        4 < Final
        """);
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aForeignAddressIsReplacedBeforeAnythingIsExecuted(Variant variant) {
    FlowWorld world =
        new FlowWorld(variant, DeviceModel.FULL, Profiles.all(variant), 3_000).schedule(Wish.NONE);
    world.device.tree.setUrl(Operation.DOWNLOAD_AND_UPDATE, "https://elsewhere.example/fw");

    world.said(
        world.session(),
        """
        1 > Alert 1201, DevInfo, Final
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
        6 < Replace DownloadAndUpdate/PkgURL, Final
        7 > 200 Replace, Final
        7 < Exec DownloadAndUpdate #d1-1, Final
        8 > 202 Exec, Final
        8 < Final
        """);
    world.device.work();
    assertThat(world.site.fetched()).noneMatch(url -> url.contains("elsewhere"));
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aPollAmidAnOperationChangesNothing(Variant variant) {
    FlowWorld world = world(variant, Profiles.all(variant));

    world.session();
    for (int poll = 0; poll < 3; poll++)
      world.said(
          world.session(),
          """
          1 > Alert 1201, DevInfo, Final
          1 < 200 Alert, 200 Replace, Get x2, Final
          2 > (200 Get, Results) x2, Final
          2 < Final
          """);
    world.isIn(DeploymentState.DOWNLOADING, "the device has not reported yet (State 30");
    assertThat(world.attempts()).singleElement().matches(a -> a.step() == Attempt.Step.ACCEPTED);
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }
}
