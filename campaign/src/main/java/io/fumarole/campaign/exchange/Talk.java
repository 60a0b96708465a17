package io.fumarole.campaign.exchange;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageSelection;
import io.fumarole.campaign.catalogue.ReleaseState;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Choice;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentLife;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending.Cause;
import io.fumarole.campaign.deployment.Hold;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.deployment.Stage.Waiting;
import io.fumarole.campaign.deployment.Withdrawal;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.exchange.Place.Activity;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.protocol.dm.session.AccountSearch;
import io.fumarole.protocol.dm.session.Fact;
import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Finding;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.Inspection;
import io.fumarole.protocol.fumo.Job;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.UpdateDialogue;
import io.fumarole.protocol.syncml.DmVersion;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the server does next in a session: read the device, carry out a deployment's job, or
/// nothing.
final class Talk {
  /// How often the server may change its mind within one message.
  private static final int MOST_STEPS = 8;

  /// What a session itself decides, whatever was said before.
  private static final Set<For> LETS_SESSIONS =
      EnumSet.of(For.SESSION, For.CAMPAIGN, For.CONDITION);

  private static final int ANSWER_SECONDS = 120;

  private final Work work;
  private final Learning learning;
  private final NodeTalk nodes;
  private final RotationTalk rotation;
  private final Optional<Long> maxObjSize;
  private final DmVersion version;
  private final Instant since;
  private Activity activity;
  private int nextTask;

  /// @param version what the device speaks
  /// @param since when the session began
  Talk(Work work, Place place, Optional<Long> maxObjSize, DmVersion version, Instant since) {
    this.work = work;
    this.learning = new Learning(work, maxObjSize);
    this.nodes = new NodeTalk(work);
    this.rotation = new RotationTalk(work);
    this.since = since;
    this.maxObjSize = maxObjSize;
    this.version = version;
    this.activity = place.activity();
    this.nextTask = place.nextTask();
  }

  Place place() {
    return new Place(activity, nextTask);
  }

  /// Goes on with what was begun, and begins what is next, until there is something to say or
  /// nothing to do.
  List<Task> next(List<Fact> facts) {
    if (isQuarantined() && activity instanceof Activity.Working) return leaveOff(facts);
    List<Fact> answers = facts.stream().filter(Exchange::isAnswer).toList();
    for (int step = 0; step < MOST_STEPS; step++) {
      List<Task> tasks =
          switch (activity) {
            case Activity.Quiet _ -> askNodes();
            case Activity.Asking asking -> heard(asking, answers);
            case Activity.Rotating(var search, var task) -> rotate(search, task, answers);
            case Activity.Reading(var inspection) -> read(inspection, answers);
            case Activity.Working(var id, var job, var position) ->
                work(id.value(), job, position, answers);
            case Activity.Done _ -> goOn();
          };
      if (!tasks.isEmpty()) {
        nextTask++;
        return tasks;
      }
      if (activity instanceof Activity.Done) return List.of();
      answers = List.of();
    }
    return List.of();
  }

  /// The session ends before its end: what the device said last still counts, such as a refusal
  /// together with an abort; but nothing more is sent.
  void conclude(List<Fact> facts) {
    if (activity instanceof Activity.Asking asking) nodes.concluded(asking, facts);
    if (activity instanceof Activity.Rotating(var search, var task) && search.isEmpty())
      rotation.answered(task, facts);
    if (!(activity instanceof Activity.Working(var id, var job, var position))) return;
    List<Fact> answers = facts.stream().filter(Exchange::isAnswer).toList();
    if (answers.isEmpty()) return;
    for (Finding finding : UpdateDialogue.next(job, position, answers, nextTask).findings()) {
      switch (finding) {
        case Finding.ExecSent _ -> {}
        // Gone without a word about it is no refusal.
        case Finding.DeliveryRefused(var status, _) when status.equals(StatusCode.NOT_A_NUMBER) ->
            work.brokeOff(place());
        case Finding other -> learning.worked(id.value(), job, other);
      }
    }
    activity = new Activity.Done();
  }

  /// First what operators want to know or have changed: it may be why they notified the device.
  private List<Task> askNodes() {
    List<NodeOrder> due = nodes.due();
    if (due.isEmpty()) return rotation.search().map(this::look).orElseGet(this::begin);
    activity = new Activity.Asking(due.stream().map(NodeOrder::number).toList(), nextTask);
    return List.of(nodes.send(due, nextTask));
  }

  private List<Task> heard(Activity.Asking asking, List<Fact> answers) {
    nodes.answered(asking, answers);
    activity = new Activity.Quiet();
    return askNodes();
  }

  private List<Task> look(AccountSearch search) {
    activity = new Activity.Rotating(Optional.of(search), nextTask);
    return List.of(new Task.Run(nextTask, Task.Grouping.PLAIN, search.orders()));
  }

  private List<Task> rotate(Optional<AccountSearch> search, int task, List<Fact> answers) {
    if (search.isEmpty()) {
      rotation.answered(task, answers);
      return begin();
    }
    return switch (search.get().next(answers)) {
      case AccountSearch.Result.More(var next) -> look(next);
      case AccountSearch.Result.Nowhere(var words) -> {
        work.cannotRotate(words);
        yield begin();
      }
      case AccountSearch.Result.Found found ->
          rotation.write(found, nextTask).map(this::sendSecrets).orElseGet(this::begin);
    };
  }

  private List<Task> sendSecrets(Task secrets) {
    activity = new Activity.Rotating(Optional.empty(), secrets.id());
    return List.of(secrets);
  }

  private boolean isQuarantined() {
    return work.device().standing() == Device.Standing.QUARANTINED;
  }

  /// The device came into quarantine amid a job: what it says to what was sent still counts.
  private List<Task> leaveOff(List<Fact> facts) {
    conclude(facts);
    return hold();
  }

  private List<Task> hold() {
    work.open()
        .ifPresent(d -> work.put(DeploymentLife.held(d, work.device().standing(), work.now())));
    return finish();
  }

  private List<Task> begin() {
    Device device = work.device();
    // Nothing is begun in quarantine; what came of an Exec before it is read all the same.
    boolean isToBeLeft = isQuarantined() && work.open().filter(Talk::isUnderWay).isEmpty();
    if (isToBeLeft) return hold();
    if (device.standing() == Device.Standing.PENDING) return finish();
    if (!version.hasGenericAlerts()) refuseOldDevice();
    if (device.object().isEmpty()) return isToBeInspected() ? inspect() : showUnmet();
    boolean isUnderWay = work.open().filter(Talk::isUnderWay).isPresent();
    if ((work.wantsCheck() && !isReadyForMore()) || isUnderWay) return check(device.object().get());
    boolean isToBeRead = asksForWhatIsThere() || isSaidToBeThere();
    return isToBeRead ? check(device.object().get()) : decide();
  }

  /// A device of DM 1.1 could run an Exec but never report its end, so that nothing is begun on it.
  /// What a newer client of it began is still watched by State and version. Spec: fumo 1.
  private void refuseOldDevice() {
    work.open()
        .filter(d -> !isUnderWay(d))
        .ifPresent(
            d ->
                work.put(
                    failed(
                        d,
                        Cause.NO_REPORTS,
                        "the device speaks "
                            + version.verProto()
                            + ", and a firmware update needs DM/1.2 or later")));
  }

  /// The operator wants the package installed that the device holds: whether it does is read first.
  private boolean asksForWhatIsThere() {
    return work.open()
        .filter(d -> !d.packagePresent())
        .filter(d -> d.wish().operation().equals(Optional.of(Operation.UPDATE)))
        .filter(d -> d.wish().delivery().isEmpty())
        .isPresent();
  }

  /// By what was read long ago the device runs the version already: it may have been put back
  /// since, so that it is read again.
  private boolean isSaidToBeThere() {
    return work.open()
        .filter(d -> work.device().version().equals(Optional.of(d.toVersion())))
        .isPresent();
  }

  /// After the report of a download the next Exec follows at once, as in the seed's flow.
  private boolean isReadyForMore() {
    return work.reportIsCertain()
        && work.open().filter(d -> d.state() == DeploymentState.DOWNLOADED).isPresent();
  }

  private boolean isToBeInspected() {
    return work.open().isPresent() || work.wantsCheck() || work.device().version().isEmpty();
  }

  /// A command is out and its end is not known.
  private static boolean isUnderWay(Deployment deployment) {
    return switch (deployment.state()) {
      case DOWNLOADING, UPDATING, VERIFYING -> true;
      // Its report may be overdue: nothing is sent before State and version are read.
      case WAITING -> deployment.isInFlight();
      case SCHEDULED, NOTIFIED, CONTACTED, DOWNLOADED -> false;
      case SUCCEEDED, FAILED, DECLINED, CANCELLED, EXPIRED -> false;
    };
  }

  private List<Task> inspect() {
    activity = new Activity.Reading(Inspection.full(work.profile().dialect()));
    return List.of();
  }

  private List<Task> check(FumoObject object) {
    activity = new Activity.Reading(Inspection.check(work.profile().dialect(), object));
    return List.of();
  }

  private List<Task> read(Inspection inspection, List<Fact> answers) {
    Inspection.Turn turn = inspection.next(answers, nextTask);
    activity = new Activity.Reading(turn.inspection());
    if (!turn.tasks().isEmpty()) return turn.tasks();
    turn.findings().forEach(learning::read);
    Optional<String> version = turn.findings().stream().flatMap(Talk::version).findFirst();
    work.open()
        .filter(Talk::isUnderWay)
        .filter(d -> !isToRestart(d, version))
        .ifPresent(
            d ->
                work.put(
                    DeploymentLife.checked(
                        d, version, work.device().object(), work.profile(), work.now())));
    return decide();
  }

  /// A device that reports success in the session of its Exec may have to restart before it runs
  /// the new version: only a later session proves that it does not.
  private boolean isToRestart(Deployment deployment, Optional<String> version) {
    return deployment.state() == DeploymentState.VERIFYING
        && !version.equals(Optional.of(deployment.toVersion()))
        && deployment.last().filter(a -> !a.at().isBefore(since)).isPresent();
  }

  /// The version as read in this session: what was known before proves nothing.
  private static Stream<String> version(Finding finding) {
    return finding instanceof Finding.Read(var values)
        ? Stream.ofNullable(values.get(Finding.VERSION))
        : Stream.empty();
  }

  /// Begins the open deployment's next job, if it has one.
  private List<Task> decide() {
    Optional<Deployment> open = work.open();
    if (open.isEmpty()) return showUnmet();
    Deployment deployment = open.get();
    if (isQuarantined()) return hold();
    if (isUnderWay(deployment) || isPutOff(deployment)) return finish();
    if (work.device().version().equals(Optional.of(deployment.toVersion()))) {
      work.put(
          deployment.ended(
              DeploymentState.SUCCEEDED,
              Cause.ALREADY,
              "the device runs " + deployment.toVersion() + " already",
              work.now()));
      return finish();
    }
    if (deployment.isOvertaken(work.device().version())) {
      work.put(overtaken(deployment));
      return finish();
    }
    Optional<Hold> hold = work.hold();
    if (hold.isPresent()) return holdBack(deployment, hold.get());
    Optional<FirmwarePackage> p = work.packageOf(deployment);
    if (p.isEmpty()) {
      String words = "package " + deployment.packageId() + " is gone";
      work.put(failed(deployment, Cause.NO_PACKAGE, words));
      return finish();
    }
    Optional<String> wrong = PackageSelection.wrongHardware(p.get(), work.device().running());
    if (wrong.isPresent()) {
      work.put(failed(deployment, Cause.NO_PACKAGE, wrong.get()));
      return finish();
    }
    if (p.get().terms().state() == ReleaseState.WITHDRAWN) {
      work.put(Withdrawal.cancelled(deployment, p.get().release(), work.now()));
      return finish();
    }
    if (!deployment.packagePresent() && !hasContent(p.get())) {
      String words =
          "the content of package %s is missing or damaged on the server: add the package again; the device is served in its next session"
              .formatted(p.get().id());
      work.put(deployment.waitingFor(new Waiting(For.SESSION, work.now()), words, work.now()));
      return finish();
    }
    return switch (Choice.of(deployment, work.device(), work.profile(), p.get(), maxObjSize)) {
      case Choice.Impossible(var words) -> {
        work.put(failed(deployment, Cause.NO_DELIVERY, words));
        yield finish();
      }
      case Choice.Chosen chosen -> start(deployment, p.get(), chosen);
    };
  }

  /// Whoever asks why finds it with the campaign; only what the device is like has to be said.
  private List<Task> holdBack(Deployment deployment, Hold hold) {
    boolean isNew = deployment.waiting().filter(w -> w.what() == For.CONDITION).isEmpty();
    if (hold.what() == For.CONDITION && isNew) work.put(deployment.heldFor(hold, work.now()));
    return finish();
  }

  private Deployment overtaken(Deployment step) {
    String words =
        "not needed any more: the device runs %s, not %s, and its campaign goes on from there"
            .formatted(work.device().version().orElse(""), step.fromVersion().orElse(""));
    return step.ended(DeploymentState.SUCCEEDED, Cause.ALREADY, words, work.now());
  }

  private Deployment failed(Deployment deployment, Cause cause, String words) {
    return deployment.ended(DeploymentState.FAILED, cause, words, work.now());
  }

  /// The device or its user was asked not long ago, and did not want it then.
  private boolean isPutOff(Deployment deployment) {
    return !work.isAsked()
        && deployment
            .waiting()
            .filter(w -> !LETS_SESSIONS.contains(w.what()))
            .filter(w -> w.until().isAfter(work.now()))
            .isPresent();
  }

  /// Nothing is begun that could not be delivered: an Exec whose download fails ends a deployment.
  private boolean hasContent(FirmwarePackage p) {
    return work.circumstances().content().has(new Task.Blob(p.sha256(), p.size()));
  }

  private List<Task> start(Deployment deployment, FirmwarePackage p, Choice.Chosen chosen) {
    var jobs = new Jobs(work, deployment, p);
    Job job = jobs.job(chosen, ANSWER_SECONDS);
    Attempt attempt = jobs.attempt(job, chosen.delivery().orElse(Delivery.DM));
    Deployment begun = deployment.withChoice(chosen.words()).with(attempt);
    boolean isFirst = deployment.state() != DeploymentState.DOWNLOADED;
    work.put(
        isFirst
            ? begun.to(DeploymentState.CONTACTED, "chosen: " + chosen.words(), work.now())
            : begun);
    activity = new Activity.Working(deployment.id(), job, UpdateDialogue.Position.START);
    return List.of();
  }

  private List<Task> work(
      String id, Job job, UpdateDialogue.Position position, List<Fact> answers) {
    if (isStopped(id) || isHeldNow(id)) {
      activity = new Activity.Done();
      return goOn();
    }
    UpdateDialogue.Turn turn = UpdateDialogue.next(job, position, answers, nextTask);
    for (Finding finding : turn.findings()) learning.worked(id, job, finding);
    Deployment after = work.deployment(id).orElseThrow();
    activity = new Activity.Working(after.id(), job, turn.position());
    if (!turn.tasks().isEmpty()) return turn.tasks();
    if (turn.findings().stream().anyMatch(f -> f instanceof Finding.SequenceRefused)) {
      startOneByOne(after, job);
      return List.of();
    }
    boolean isRefused =
        turn.findings().stream().anyMatch(f -> f instanceof Finding.DeliveryRefused)
            || after.cannot(job.operation());
    boolean tryAnother = isRefused && !isUnderWay(after) && !after.state().isEnd();
    return tryAnother ? decide() : goOn();
  }

  /// Another attempt of the same kind: each Exec has a Correlator of its own.
  private void startOneByOne(Deployment deployment, Job job) {
    Job plain = job.oneByOne(deployment.nextCorrelator());
    deployment
        .attempt(job.correlator())
        .ifPresent(was -> work.put(deployment.with(was.anew(plain.correlator(), work.now()))));
    activity = new Activity.Working(deployment.id(), plain, UpdateDialogue.Position.START);
  }

  /// Cancelled or expired since the last message: one that has ended is not even loaded. What it
  /// was about to send stays unsaid.
  private boolean isStopped(String id) {
    return work.deployment(id).filter(d -> !d.state().isEnd()).isEmpty();
  }

  /// Its campaign was paused since the last message, and no Exec is out. A window that has closed
  /// since stops nothing that has begun in it.
  private boolean isHeldNow(String id) {
    return work.hold().filter(hold -> hold.until().isEmpty()).isPresent()
        && work.deployment(id).filter(d -> !d.isInFlight()).isPresent();
  }

  /// A device that works at once reports in the session of the Exec: after a download the next Exec
  /// follows, after an update what proves it is read.
  private List<Task> goOn() {
    return work.wantsCheck() ? begin() : finish();
  }

  /// Tells a user who asked in vain.
  private List<Task> showUnmet() {
    boolean tell = work.unmetRequest().isPresent();
    activity = new Activity.Done();
    if (!tell) return List.of();
    var order =
        new Task.Order.Ask(
            Interaction.display("No update is available now. We will check again later.", 5));
    return List.of(new Task.Run(nextTask, Task.Grouping.PLAIN, List.of(order)));
  }

  private List<Task> finish() {
    activity = new Activity.Done();
    return List.of();
  }
}
