package io.fumarole.campaign.deployment;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Attempt.Step;
import io.fumarole.campaign.deployment.Ending.Cause;
import io.fumarole.campaign.deployment.Progress.Refusal;
import io.fumarole.campaign.deployment.Progress.Tally;
import io.fumarole.campaign.deployment.Stage.Waiting;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.Correlator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One device's firmware update object brought to one package's version.
///
/// @param revision counts the changes, for compare-and-set
public record Deployment(
    DeploymentId id, DeviceId device, Goal goal, Stage stage, Progress progress, long revision) {
  /// Why a deployment that was held stands where it stands.
  public static final String RELEASED = "its campaign goes on: waiting for the device";

  /// @param operation empty: chosen by what the device has
  /// @param delivery empty: chosen by what the device has
  /// @param question asked of the user before the Exec
  public record Wish(
      Optional<Operation> operation, Optional<Delivery> delivery, Optional<String> question) {
    public static final Wish NONE = new Wish(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Deployment scheduled(
      DeploymentId id,
      DeviceId device,
      PackageId packageId,
      String toVersion,
      Wish wish,
      Instant now,
      Instant deadline) {
    var stage =
        new Stage(
            DeploymentState.SCHEDULED,
            "waiting for the device to open a session",
            now,
            now,
            Optional.empty(),
            Optional.of(deadline),
            Optional.empty());
    return new Deployment(
        id,
        device,
        new Goal(
            packageId,
            Optional.empty(),
            toVersion,
            wish,
            now,
            deadline,
            Optional.empty(),
            Goal.Leg.ONLY),
        stage,
        Progress.NONE,
        0);
  }

  /// The same for a device that runs `version` now.
  public Deployment from(Optional<String> version) {
    return with(goal.from(version));
  }

  /// The same as part of a campaign, which has the device notified by itself.
  ///
  /// @param notifyAt when it is notified first
  public Deployment ofCampaign(Goal.Part part, Goal.Leg leg, Instant notifyAt) {
    Stage announced =
        stage.waitingFor(new Waiting(Stage.For.SESSION, notifyAt)).wakingAt(Optional.of(notifyAt));
    return with(goal.of(Optional.of(part), leg)).with(announced);
  }

  /// Another deployment counts in its place.
  public Deployment withoutPart() {
    return with(goal.of(Optional.empty(), goal.leg()));
  }

  private Deployment with(Goal value) {
    return new Deployment(id, device, value, stage, progress, revision);
  }

  public Optional<Goal.Part> part() {
    return goal.part();
  }

  public Goal.Leg leg() {
    return goal.leg();
  }

  public PackageId packageId() {
    return goal.packageId();
  }

  public Optional<String> fromVersion() {
    return goal.fromVersion();
  }

  public String toVersion() {
    return goal.toVersion();
  }

  public Wish wish() {
    return goal.wish();
  }

  public Instant created() {
    return goal.created();
  }

  public Instant deadline() {
    return goal.deadline();
  }

  public DeploymentState state() {
    return stage.state();
  }

  public String reason() {
    return stage.reason();
  }

  public Instant since() {
    return stage.since();
  }

  public Instant changed() {
    return stage.changed();
  }

  public Optional<Waiting> waiting() {
    return stage.waiting();
  }

  public Optional<Instant> wakeAt() {
    return stage.wakeAt();
  }

  public Optional<Ending> ending() {
    return stage.ending();
  }

  public String choice() {
    return progress.choice();
  }

  public boolean packagePresent() {
    return progress.packagePresent();
  }

  public List<Attempt> attempts() {
    return progress.attempts();
  }

  public List<Refusal> refusals() {
    return progress.refusals();
  }

  public Tally tally() {
    return progress.tally();
  }

  /// Deliveries that this device has refused.
  public List<Delivery> excluded() {
    return refusals().stream().map(Refusal::delivery).toList();
  }

  public Optional<Attempt> last() {
    return attempts().isEmpty() ? Optional.empty() : Optional.of(attempts().getLast());
  }

  public Optional<Attempt> attempt(Correlator correlator) {
    return attempts().stream().filter(a -> a.correlator().equals(correlator)).findFirst();
  }

  /// Whether the device may be at work on what an Exec asked for.
  public boolean isInFlight() {
    return last()
        .filter(it -> it.step() == Step.IN_DOUBT || it.step() == Step.ACCEPTED)
        .isPresent();
  }

  /// The one Exec of `operation` that the device may be at work on, when no other of that operation
  /// was ever sent.
  public Optional<Attempt> onlyInFlight(Operation operation) {
    List<Attempt> sent =
        attempts().stream().filter(a -> a.operation() == operation && a.step().isSpent()).toList();
    return sent.size() == 1 && isInFlight()
        ? last().filter(a -> a.operation() == operation)
        : Optional.empty();
  }

  /// Whether the device has said that it cannot run Exec on this operation.
  public boolean cannot(Operation operation) {
    return attempts().stream().anyMatch(a -> a.operation() == operation && a.step() == Step.UNABLE);
  }

  /// Whether its device runs another version than the one that this step starts from, and nothing
  /// was begun: its campaign looks for another way from there.
  public boolean isOvertaken(Optional<String> version) {
    return !leg().isLast()
        && attempts().isEmpty()
        && version.isPresent()
        && fromVersion().isPresent()
        && !version.equals(fromVersion());
  }

  /// How many Execs count against the budget: not one that never started anything because the user
  /// was away.
  public int attemptsSpent() {
    return (int) attempts().stream().filter(a -> a.step().isSpent()).count();
  }

  /// The Correlator of the next attempt: unique for the device's lifetime. One whose Exec was never
  /// sent is still unknown to the device and is taken again, so that sessions that break early do
  /// not pile up attempts.
  public Correlator nextCorrelator() {
    Optional<Attempt> unsent = last().filter(a -> a.step() == Step.PREPARED);
    if (unsent.isPresent()) return unsent.get().correlator();
    return new Correlator(id.value() + "-" + (attempts().size() + 1));
  }

  public Deployment to(DeploymentState next, String why, Instant now) {
    return with(stage.to(next, why, now));
  }

  public Deployment waitingFor(Waiting waiting, String why, Instant now) {
    return with(stage.to(DeploymentState.WAITING, why, now).waitingFor(waiting));
  }

  /// Stays where it is, and keeps in mind what it waits for there.
  Deployment stayingFor(Waiting waiting, String why, Instant now) {
    return with(stage.to(state(), why, now).waitingFor(waiting));
  }

  /// Stays where it is until its campaign lets it go on.
  public Deployment heldFor(Hold hold, Instant now) {
    var waiting = new Waiting(hold.what(), hold.until().orElse(deadline()));
    return with(stage.to(state(), hold.words(), now).since(now).waitingFor(waiting));
  }

  /// As if it had come to this stage now.
  Deployment released(Instant now) {
    return releasedAt(now, now);
  }

  /// @param notifyAt when its device is notified
  public Deployment releasedAt(Instant notifyAt, Instant now) {
    var waiting = new Waiting(Stage.For.SESSION, notifyAt);
    return with(stage.to(state(), RELEASED, now).since(now).waitingFor(waiting))
        .wakingAt(Optional.of(notifyAt));
  }

  public Deployment ended(DeploymentState end, Cause cause, String why, Instant now) {
    return ended(end, cause, Optional.empty(), why, now);
  }

  /// @param code of the device's Status or report that decided it
  public Deployment ended(
      DeploymentState end, Cause cause, Optional<Integer> code, String why, Instant now) {
    return with(stage.to(end, why, now).endedBy(new Ending(workStage(), cause, code)));
  }

  /// It has failed, as the device says with `code`. That may tell of a stage that nobody saw: a
  /// device that does all after one Exec reports once, at the end.
  Deployment failed(Operation operation, ResultCode code, String why, Instant now) {
    boolean hadArrived =
        code.isOfInstalling()
            && operation != Operation.DOWNLOAD
            && workStage() != DeploymentState.VERIFYING;
    DeploymentState in = hadArrived ? DeploymentState.UPDATING : workStage();
    var ending = new Ending(in, Cause.REPORTED, Optional.of(code.value()));
    return with(stage.to(DeploymentState.FAILED, why, now).endedBy(ending));
  }

  /// The stage that the deployment is in; of one whose report is awaited, the stage of its Exec.
  private DeploymentState workStage() {
    boolean awaitsReport =
        waiting()
            .filter(w -> w.what() == Stage.For.REPORT || w.what() == Stage.For.STANDBY)
            .isPresent();
    return awaitsReport
        ? last().map(a -> DeploymentLife.stage(a.operation())).orElse(state())
        : state();
  }

  public Deployment wakingAt(Optional<Instant> at) {
    return with(stage.wakingAt(at));
  }

  public Deployment withChoice(String words) {
    return progressing(p -> p.withChoice(words));
  }

  public Deployment withPackagePresent(boolean present) {
    return progressing(p -> p.withPackagePresent(present));
  }

  public Deployment without(Delivery refused, String why) {
    return progressing(p -> p.with(new Refusal(refused, why)));
  }

  public Deployment with(Attempt attempt) {
    return progressing(p -> p.with(attempt));
  }

  public Deployment with(Tally tally) {
    return progressing(p -> p.with(tally));
  }

  private Deployment with(Stage value) {
    return new Deployment(id, device, goal, value, progress, revision);
  }

  private Deployment progressing(UnaryOperator<Progress> change) {
    return new Deployment(id, device, goal, stage, change.apply(progress), revision);
  }

  public Deployment withRevision(long value) {
    return new Deployment(id, device, goal, stage, progress, value);
  }
}
