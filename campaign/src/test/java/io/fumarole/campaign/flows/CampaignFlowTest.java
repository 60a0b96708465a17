package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Patience;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.Control;
import io.fumarole.campaign.plan.Tally;
import io.fumarole.campaign.plan.Treatment;
import io.fumarole.campaign.plan.Window;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a campaign says to its devices, from the very next message on.
@Tag("slow")
class CampaignFlowTest {
  private static final int AMID_THE_PACKAGE = 10;
  private static final Tally NOTHING = new Tally(1, 0, List.of());

  private static FlowWorld world(Variant variant) {
    return new FlowWorld(variant, DeviceModel.FULL, Profiles.all(variant), 3_000)
        .knows(DeviceModel.FULL);
  }

  private static final Deployment.Wish ASKING =
      new Deployment.Wish(
          Optional.empty(), Optional.empty(), Optional.of("Install firmware 2.4.0?"));

  /// A package that takes some twenty messages.
  private static FlowWorld overDm(Variant variant) {
    DeviceModel model = DeviceModel.FULL.withSizes(5_120, 1 << 20);
    ModelProfile profile = Profiles.only(variant, Operation.UPDATE, Delivery.DM);
    return new FlowWorld(variant, model, profile, 60 << 10).knows(model);
  }

  private static Window window(String from, String to) {
    return new Window(LocalTime.parse(from), LocalTime.parse(to), EnumSet.allOf(DayOfWeek.class));
  }

  private static void resume(FlowWorld world) {
    world.control((campaign, now) -> Control.resume(campaign, NOTHING, now));
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDeviceOfAPausedCampaignGetsNothingUntilItIsResumed(Variant variant) {
    FlowWorld world = world(variant).scheduleInCampaign();
    world.control(Control::pause);
    world.session();
    assertThat(world.deployment().attempts()).isEmpty();
    assertThat(world.device.tree.states()).containsExactly(10);
    assertThat(world.deployment().state()).isEqualTo(DeploymentState.SCHEDULED);
    resume(world);
    world.session();
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDeviceThatIsNotAsItsCampaignAsksGetsNothingUntilItIs(Variant variant) {
    FlowWorld world =
        world(variant)
            .scheduleInCampaign(
                Deployment.Wish.NONE,
                plan ->
                    plan.with(Optional.of("label.battery==ok;lastSeen>=-P1D"), Optional.empty()));
    world.label("battery", "low");
    world.session();
    assertThat(world.deployment().attempts()).isEmpty();
    assertThat(world.device.tree.states()).containsExactly(10);
    world.isIn(DeploymentState.SCHEDULED, "it is not yet as campaign c1 asks: label.battery==ok");
    Deployment waiting = world.deployment();
    world.session();
    assertThat(world.deployment()).as("said once").isEqualTo(waiting);
    world.label("battery", "ok");
    world.session();
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  private static UnaryOperator<CampaignPlan> asking(Patience.Asking asking) {
    var treatment =
        new Treatment(Treatment.Limits.USUAL, Treatment.Budgets.USUAL, Optional.empty(), asking);
    return plan -> plan.with(Optional.empty(), Optional.of(treatment));
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aUserMayPutItOffAsOftenAsTheCampaignSays(Variant variant) {
    FlowWorld world =
        world(variant).scheduleInCampaign(ASKING, asking(new Patience.Asking(1, Optional.empty())));
    world.device.tree.answerNext(StatusCode.NOT_MODIFIED);
    world.session();
    world.isIn(DeploymentState.WAITING, "put off, 1 of 1 times");
    world.session();
    assertThat(world.device.tree.questions()).as("not asked before its time").hasSize(1);
    world.pass(Duration.ofHours(12));
    world.device.tree.answerNext(StatusCode.NOT_MODIFIED);
    world.session();
    assertThat(world.device.tree.questions()).hasSize(2);
    world.isIn(DeploymentState.DECLINED, "the user declined (304), the 2. time");
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void afterTheDayUsersAreToldAndNotAsked(Variant variant) {
    Instant day = Instant.EPOCH;
    FlowWorld world =
        world(variant).scheduleInCampaign(ASKING, asking(new Patience.Asking(3, Optional.of(day))));
    world.session();
    assertThat(world.device.tree.questions()).containsExactly("1100 Install firmware 2.4.0?");
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aStepFromAVersionThatTheDeviceHasLeftIsNotGiven(Variant variant) {
    FlowWorld world = world(variant).scheduleStep("0.1");
    world.session();
    assertThat(world.deployment().attempts()).isEmpty();
    assertThat(world.device.tree.states()).containsExactly(10);
    world.isIn(DeploymentState.SUCCEEDED, "not needed any more");
    FlowWorld fits = world(variant).scheduleStep(DeviceModel.OLD);
    fits.session();
    assertThat(fits.deployment().attempts()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aPauseAmidThePackageKeepsItsExecBack(Variant variant) {
    FlowWorld world = overDm(variant).scheduleInCampaign();
    Transcript paused = world.session(AMID_THE_PACKAGE, () -> world.control(Control::pause));
    assertThat(paused.text()).doesNotContain("Exec");
    assertThat(world.attempts()).allMatch(a -> a.step() == Attempt.Step.PREPARED);
    assertThat(world.session().text()).doesNotContain("Exec");
    resume(world);
    assertThat(world.session().text()).contains("Exec");
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void whatIsPastItsExecFinishesWhileTheCampaignIsPaused(Variant variant) {
    FlowWorld world = world(variant).scheduleInCampaign();
    world.session();
    world.control(Control::pause);
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  /// The clock of the flows begins at 10:00.
  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void outsideItsWindowADeviceGetsNothing(Variant variant) {
    FlowWorld world = world(variant).scheduleInCampaign(window("11:00", "12:00"));
    world.session();
    assertThat(world.deployment().attempts()).isEmpty();
    world.pass(Duration.ofMinutes(61));
    world.session();
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void whatHasBegunInTheWindowGoesOnAfterIt(Variant variant) {
    FlowWorld world = overDm(variant).scheduleInCampaign(window("10:00", "10:05"));
    world.session(AMID_THE_PACKAGE, () -> world.pass(Duration.ofMinutes(6)));
    assertThat(world.attempts()).anyMatch(a -> a.step() == Attempt.Step.ACCEPTED);
  }
}
