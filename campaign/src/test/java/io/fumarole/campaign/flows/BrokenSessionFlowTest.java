package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Attempt.Step;
import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.flows.PureDevice.Break;
import io.fumarole.campaign.flows.PureDevice.Start;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Sessions that break at the worst instants: no Exec is sent blindly twice, no report counts
/// twice.
@Tag("slow")
class BrokenSessionFlowTest {
  private static FlowWorld world(Variant variant) {
    return new FlowWorld(variant, DeviceModel.FULL, Profiles.all(variant), 3_000)
        .knows(DeviceModel.FULL)
        .schedule(Wish.NONE);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void anExecWhoseStatusIsLostIsNotSentAgainWhileTheDeviceIsAtWork(Variant variant) {
    FlowWorld world = world(variant);

    world.session(statusLost(variant));
    assertThat(world.device.tree.states()).containsExactly(10, 30);
    assertThat(world.session().text()).doesNotContain("Exec");
    world.isIn(DeploymentState.DOWNLOADING, "the device is at work (State 30");
    world.device.work();
    world.session();

    world.isIn(DeploymentState.SUCCEEDED, "reported success and runs " + FlowWorld.NEW);
    assertThat(world.attempts()).singleElement().matches(a -> a.step() == Step.REPORTED);
    assertThat(world.events("report")).isEqualTo(1);
  }

  /// The Exec is heard, its Status is not. Where answers get lost, a challenge or a look at State
  /// comes before the Exec.
  private static Break statusLost(Variant variant) {
    return new Break(variant.repeats() ? answersToTheExec(variant) : 1, false);
  }

  private static int answersToTheExec(Variant variant) {
    FlowWorld rehearsal = world(variant);
    String[] lines = rehearsal.session().text().split("\n");
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].contains("Exec DownloadAndUpdate #")) return (i + 1) / 2;
    }
    throw new AssertionError("no Exec");
  }

  /// Each time amid the package, and oftener than the budget allows devices to go away.
  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void whatARestartOfTheServerBreaksIsNotHeldAgainstTheDevice(Variant variant) {
    DeviceModel model = DeviceModel.FULL.withSizes(5_120, 1 << 20);
    ModelProfile profile = Profiles.only(variant, Operation.UPDATE, Delivery.DM);
    FlowWorld world =
        new FlowWorld(variant, model, profile, 100 << 10).knows(model).schedule(Wish.NONE);
    int budget = profile.patience().budgets().transfers();
    for (int i = 0; i < 2 * budget; i++) {
      world.session(new Break(10, true));
      world.restart();
    }
    world.session();
    assertThat(world.deployment().tally().brokenTransfers()).isZero();
    assertThat(world.device.tree.held()).isEqualTo(world.image);

    FlowWorld without =
        new FlowWorld(variant, model, profile, 100 << 10).knows(model).schedule(Wish.NONE);
    for (int i = 0; i < budget; i++) without.session(new Break(10, true));
    without.session(new Break(0, true));
    without.isIn(DeploymentState.FAILED, "the device went away amid it");
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void theReportOfAnExecInDoubtSettlesIt(Variant variant) {
    FlowWorld world = world(variant);

    world.session(statusLost(variant));
    world.device.work();
    assertThat(world.session().text()).doesNotContain("Exec");

    world.isIn(DeploymentState.SUCCEEDED, "reported success and runs " + FlowWorld.NEW);
    assertThat(world.attempts()).singleElement().matches(a -> a.step() == Step.REPORTED);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void anExecThatTheDeviceNeverHeardIsSentAnew(Variant variant) {
    FlowWorld world = world(variant);

    world.session(new Break(0, true));
    assertThat(world.device.tree.states()).containsExactly(10);
    assertThat(world.session().text()).contains("Exec DownloadAndUpdate #d1-");
    world.isIn(DeploymentState.DOWNLOADING, "accepted Exec DownloadAndUpdate (202)");
    world.device.work();
    world.session();

    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
    assertThat(world.deployment().attempts().getFirst().step()).isEqualTo(Step.LOST);
    assertThat(world.deployment().attempts().getLast().step()).isEqualTo(Step.REPORTED);
    assertThat(world.deployment().attempts())
        .extracting(Attempt::correlator)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aReportThatWasNotAcknowledgedComesAgainAndCountsOnce(Variant variant) {
    FlowWorld world = world(variant);

    world.session();
    world.device.work();
    world.session(new Break(0, true));
    assertThat(world.device.waitingReports()).isEqualTo(1);
    world.session();

    assertThat(world.device.waitingReports()).isZero();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
    assertThat(world.events("report")).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aLargeObjectThatBreaksOffStartsAnew(Variant variant) {
    DeviceModel model = DeviceModel.FULL.withSizes(5_120, 1 << 20);
    ModelProfile profile = Profiles.only(variant, Operation.UPDATE, Delivery.DM);
    FlowWorld world =
        new FlowWorld(variant, model, profile, 50_000).knows(model).schedule(Wish.NONE);

    world.session(new Break(6, true));
    assertThat(world.device.tree.states()).containsExactly(10);
    assertThat(world.deployment().packagePresent()).isFalse();
    String second = world.session().text();
    assertThat(world.device.tree.held()).as(second).isEqualTo(world.image);
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aSuccessThatTheVersionDoesNotProveIsNone(Variant variant) {
    FlowWorld world = world(variant);
    world.publish(FirmwareImage.of("NW410-0.9", 3_000));

    world.session();
    world.device.work();
    world.session();

    world.isIn(DeploymentState.FAILED, "unproved: the device reported success but runs NW410-0.9");
    assertThat(world.device().version()).contains("NW410-0.9");
  }

  /// A message that was long under way belongs to a session whose successor stored nothing.
  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#encodings")
  void aLateMessageOfAnOlderSessionMakesNoUsedNonceValidAgain(Variant variant) {
    FlowWorld world =
        new FlowWorld(variant, DeviceModel.FULL, Profiles.all(variant), 3_000)
            .knows(DeviceModel.FULL);
    List<Sending> late = new ArrayList<>();
    List<Sending> idle = new ArrayList<>();

    world.device.session(
        Start.USER_REQUEST,
        (sending, told) -> held(world, sending, told, late),
        new Break(1, true));
    world.device.session(
        Start.POLL,
        (sending, told) -> {
          idle.add(sending);
          return world.exchange(sending, told);
        },
        new Break(0, true));
    world.answer(late.getLast());
    world.pass(Duration.ofHours(1));

    assertThat(FlowWorld.message(world.answer(idle.getFirst()).body(), variant.form().encoding()))
        .extracting(again -> ((Command.Status) again.commands().getFirst()).code())
        .isEqualTo("401");
  }

  /// The first message arrives, the second one has not yet.
  private static Line.Heard held(
      FlowWorld world, Sending sending, Transcript told, List<Sending> sent) {
    sent.add(sending);
    return sent.size() == 1
        ? world.exchange(sending, told)
        : new Line.Heard(Octets.EMPTY, Optional.empty());
  }
}
