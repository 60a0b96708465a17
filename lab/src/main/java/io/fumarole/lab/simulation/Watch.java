package io.fumarole.lab.simulation;

import static io.fumarole.lab.simulation.Violation.unless;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.deployment.Stage.Waiting;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.Patience;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sees what both sides did, and says when it breaks an [Invariant]. It knows what no part may
/// know: what really happened.
final class Watch {
  /// What the server has acknowledged to a device.
  private record Acknowledged(DeviceId device, String correlator, int code) {}

  /// More than a crash, a hold-up and the lease of whoever died take together.
  private static final Duration SLACK = Duration.ofHours(2);

  private final MemoryStore store;
  private final Map<String, Integer> sent = new HashMap<>();
  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private final Map<String, Octets> execs = new HashMap<>();
  private final Map<DeviceId, List<String>> unanswered = new HashMap<>();
  private final Map<DeploymentId, Optional<DeploymentState>> promised = new HashMap<>();
  private final Map<DeviceId, String> versions = new HashMap<>();

  /// @param store what is really stored, beneath any sabotage
  Watch(MemoryStore store) {
    this.store = store;
  }

  /// A device sends a report, for the first time or again.
  void reportSent(DeviceId device, String correlator, int code) {
    Integer before = sent.putIfAbsent(correlator, code);
    unless(
        before == null || before == code,
        Invariant.ONE_REPORT_PER_CORRELATOR,
        () ->
            "%s reports %d for %s, and reported %s before"
                .formatted(device, code, correlator, before));
  }

  boolean wasSent(String correlator) {
    return sent.containsKey(correlator);
  }

  /// A device has dropped a report, since the server acknowledged it.
  void reportAcknowledged(DeviceId device, String correlator, int code) {
    var one = new Acknowledged(device, correlator, code);
    acknowledged.add(one);
    check(one);
  }

  private void check(Acknowledged one) {
    Optional<Attempt> attempt =
        store.newest(one.device(), Integer.MAX_VALUE).stream()
            .flatMap(d -> d.attempt(new Correlator(one.correlator())).stream())
            .findFirst();
    unless(
        attempt.flatMap(Attempt::result).equals(Optional.of(one.code())),
        Invariant.ACKNOWLEDGED_REPORTS_STAY,
        () ->
            "the report %d of %s under %s was acknowledged, but the store has %s"
                .formatted(
                    one.code(),
                    one.device(),
                    one.correlator(),
                    attempt.map(Attempt::toString).orElse("no such attempt")));
  }

  /// An operator was told that a deployment was made, or in which state it is for good.
  void promised(DeploymentId deployment, Optional<DeploymentState> state) {
    promised.put(deployment, state);
    check(deployment, state);
  }

  private void check(DeploymentId id, Optional<DeploymentState> state) {
    Optional<DeploymentState> stored = store.find(id).map(Deployment::state);
    unless(
        stored.isPresent() && (state.isEmpty() || state.equals(stored)),
        Invariant.ACKNOWLEDGED_ORDERS_STAY,
        () ->
            "an operator was told that %s is %s, but it is %s"
                .formatted(
                    id,
                    state.map(DeploymentState::word).orElse("ordered"),
                    stored.map(DeploymentState::word).orElse("unknown")));
  }

  /// What was acknowledged is looked for again, as after every crash.
  void checkAcknowledged() {
    acknowledged.forEach(this::check);
    promised.forEach(this::check);
  }

  /// The firmware that a device has booted.
  void runs(DeviceId device, String version) {
    versions.put(device, version);
  }

  Optional<String> running(DeviceId device) {
    return Optional.ofNullable(versions.get(device));
  }

  /// A deployment was really stored.
  void stored(Optional<Deployment> before, Deployment after) {
    before.ifPresent(was -> compare(was, after));
    long open =
        store.newest(after.device(), Integer.MAX_VALUE).stream()
            .filter(d -> !d.state().isEnd())
            .count();
    unless(
        open <= 1,
        Invariant.ONE_OPEN_DEPLOYMENT,
        () -> "%s has %d of them".formatted(after.device(), open));
    for (Attempt attempt : after.attempts()) {
      String correlator = attempt.correlator().text();
      Optional<Integer> result = attempt.result();
      Optional<Integer> said = Optional.ofNullable(sent.get(correlator));
      unless(
          result.isEmpty() || result.equals(said),
          Invariant.RESULTS_ARE_TRUE,
          () -> "%s has result %s, the device sent %s".formatted(correlator, result, said));
    }
    boolean isNewSuccess =
        after.state() == DeploymentState.SUCCEEDED
            && before.filter(was -> was.state() == DeploymentState.SUCCEEDED).isEmpty();
    unless(
        !isNewSuccess || running(after.device()).equals(Optional.of(after.toVersion())),
        Invariant.SUCCESS_IS_PROVED,
        () ->
            "%s counts as updated to %s, but runs %s"
                .formatted(
                    after.device(), after.toVersion(), running(after.device()).orElse("nothing")));
  }

  private static void compare(Deployment was, Deployment after) {
    unless(
        !was.state().isEnd() || was.state() == after.state(),
        Invariant.ENDS_ARE_FINAL,
        () -> "%s was %s and is %s".formatted(was.id(), was.state().word(), after.state().word()));
    for (Attempt attempt : was.attempts()) {
      Optional<Attempt> now = after.attempt(attempt.correlator());
      unless(
          now.isPresent()
              && (attempt.result().isEmpty() || attempt.result().equals(now.get().result())),
          Invariant.ONE_RESULT_PER_ATTEMPT,
          () ->
              "%s was %s and is %s"
                  .formatted(
                      attempt.correlator(), attempt, now.map(Attempt::toString).orElse("gone")));
    }
    boolean isNewAttempt = after.attempts().size() > was.attempts().size();
    boolean inDoubt = was.last().filter(a -> a.step() == Attempt.Step.IN_DOUBT).isPresent();
    boolean isClear =
        was.last()
            .flatMap(a -> after.attempt(a.correlator()))
            .filter(a -> a.step() != Attempt.Step.IN_DOUBT)
            .isPresent();
    unless(
        !isNewAttempt || !inDoubt || isClear,
        Invariant.DOUBT_IS_RESOLVED,
        () -> "%s has a new attempt while the one before is in doubt".formatted(was.id()));
  }

  /// After each round of the worker: it may have been down or held up for a while, not for ever.
  void checkStages(Instant now) {
    for (Deployment open : store.deployments()) {
      if (open.state().isEnd()) continue;
      Instant end = limit(open).map(open.since()::plus).orElse(open.deadline());
      Instant latest = (end.isBefore(open.deadline()) ? end : open.deadline()).plus(SLACK);
      unless(
          now.isBefore(latest),
          Invariant.STAGES_END,
          () ->
              "%s is %s since %s: %s"
                  .formatted(open.id(), open.state().word(), open.since(), open.reason()));
    }
  }

  private static Optional<Duration> limit(Deployment open) {
    Patience.Times times = Kind.PATIENCE.times();
    return switch (open.state()) {
      case NOTIFIED ->
          Optional.of(Kind.PATIENCE.answersWithin(Kind.PATIENCE.budgets().notifications()));
      case CONTACTED -> Optional.of(times.contacted());
      case DOWNLOADING -> Optional.of(times.downloading());
      case DOWNLOADED -> Optional.of(times.downloaded());
      case UPDATING -> Optional.of(times.updating());
      case VERIFYING -> Optional.of(times.verifying());
      case WAITING ->
          open.waiting().map(Waiting::what).filter(what -> what != For.SESSION).isPresent()
              ? Optional.of(times.waiting())
              : Optional.empty();
      case SCHEDULED, SUCCEEDED, FAILED, DECLINED, CANCELLED, EXPIRED -> Optional.empty();
    };
  }

  /// An answer with an Exec leaves the server. The same octets again are a repeat.
  void execLeft(DeviceId device, String correlator, Octets message) {
    unanswered.computeIfAbsent(device, each -> new ArrayList<>()).add(correlator);
    Octets before = execs.putIfAbsent(correlator, message);
    unless(
        before == null || before.equals(message),
        Invariant.EXEC_SENT_ONCE,
        () -> "Exec %s was sent in two messages".formatted(correlator));
  }

  /// Whether an Exec has left for the device, so that its messages are worth reading.
  boolean awaitsStatus(DeviceId device) {
    return unanswered.containsKey(device);
  }

  /// The server hears that the device wants to know first who it is: what it sent did not run, and
  /// is sent again with credentials. Spec: syncml-dm 7.
  void challenged(DeviceId device) {
    List<String> notRun = unanswered.remove(device);
    if (notRun != null) notRun.forEach(execs::remove);
  }

  /// Whether `correlator` has been acknowledged.
  boolean isAcknowledged(String correlator) {
    return acknowledged.stream().anyMatch(each -> each.correlator().equals(correlator));
  }
}
