package io.fumarole.lab.fleet;

import io.fumarole.agent.SessionResult;
import io.fumarole.agent.disk.Report;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.time.Backoff;
import io.fumarole.agent.update.DeviceOperations.Progress;
import io.fumarole.lab.disk.PowerLoss;
import io.fumarole.lab.fault.Dealt;
import io.fumarole.lab.fault.DeviceLedger;
import io.fumarole.lab.fault.DeviceLedger.Acknowledged;
import io.fumarole.lab.fault.Fault;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.fumo.AlertType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One device of the fleet: the agent, and when it wants to talk. It costs no thread while it
/// waits.
final class FleetDevice {
  /// Sessions in a row for one order and its reports: more of them would never end.
  private static final int MOST_SESSIONS = 20;

  private static final int FIRST_FAILURE = 400;

  /// Nobody has seen a server come back to a device after so many sessions without a word.
  private static final int QUIET_SESSIONS = 3;

  private static final Set<Fault> REFUSALS =
      EnumSet.of(Fault.EXEC_REFUSED, Fault.ACL_REFUSED, Fault.TOO_LARGE);

  /// How long the power is away.
  private static final Duration SHORTEST_OFF = Duration.ofMillis(500);

  private static final int MOST_MILLIS_OFF = 2_000;

  /// A device that does not start any more waits longer than any run.
  private static final Duration NEVER = Duration.ofDays(10_000);

  private final String id;
  private final Machine machine;
  private final FleetPlan plan;
  private final Gate sessions;
  private final Tally tally;
  private final Supplier<Duration> clock;
  private final RandomGenerator random;
  private final double phase;
  private Duration regular;
  private int failures;

  /// A device at work on an update, or waiting after a failure, does not call by its clock: what
  /// fell due until then is no fault of the server's.
  private Duration busyUntil = Duration.ZERO;

  private volatile String version;
  private volatile boolean hasFailed;

  /// It has said that an update was a success; a device that lies runs another version then.
  private volatile boolean hasSucceeded;

  /// Sessions that ended well, one after the other, since the device has refused something.
  private volatile int quietSessions;

  /// It came from another thread, and nobody has checked it yet.
  private final AtomicReference<@Nullable Package0> notified = new AtomicReference<>();

  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private final Optional<Storm> storm;
  private boolean hasRestarted;

  /// From when to when a device is away with all others of the storm.
  private record Storm(Duration from, Duration until) {}

  /// A session has ended well since anything was under way: in it the server has read what came of
  /// it. One that breaks off may end between the taking of a report and that.
  private volatile boolean isSettled;

  /// @param sessions how many of the fleet are held at once
  /// @param clock the time since the run began
  FleetDevice(
      String id,
      Machine machine,
      FleetPlan plan,
      Gate sessions,
      Tally tally,
      Supplier<Duration> clock,
      RandomGenerator random)
      throws IOException {
    this.id = id;
    this.machine = machine;
    this.plan = plan;
    this.sessions = sessions;
    this.tally = tally;
    this.clock = clock;
    this.random = random;
    this.phase = random.nextDouble();
    this.regular = plan.rhythm().first(random);
    this.version = machine.runningVersion();
    this.storm = machine.misfortunes().next(Fault.STORM).map(this::storm);
  }

  private Storm storm(Dealt dealt) {
    Duration usual = plan.rhythm().usual();
    Duration from = dealt.after().orElse(usual);
    return new Storm(from, from.plus(dealt.lasts().orElse(usual)));
  }

  /// When it wants to talk first.
  Duration first() {
    return reachable(regular);
  }

  String version() {
    return version;
  }

  /// Whether the server knows that it runs this version, or why it could not, and nothing is under
  /// way.
  boolean isDone(String target) {
    return isSettled && (version.equals(target) || hasFailed || hasSucceeded || isLeft());
  }

  /// Whether the server has given up a device that has refused what it was told to do.
  private boolean isLeft() {
    return hasRefused() && quietSessions >= QUIET_SESSIONS;
  }

  private boolean hasRefused() {
    return REFUSALS.stream().anyMatch(machine.misfortunes()::hasStruck);
  }

  /// At the end, when nothing of it runs any more.
  DeviceLedger ledger() {
    Optional<String> unbootable = machine.unbootable();
    boolean mayFail =
        !plan.failures().kinds().isEmpty()
            || machine.misfortunes().dealt().stream().anyMatch(Fault::mayFailUpdates);
    return new DeviceLedger(
        id,
        version,
        acknowledged,
        unbootable,
        mayFail,
        machine.misfortunes().dealt(),
        machine.misfortunes().struck(),
        machine.misfortunes().complaints());
  }

  /// A session that was due then, and all that follows from it: downloads, restarts, reports.
  ///
  /// @return when the next one is due
  Duration turn(Duration due) throws IOException, InterruptedException {
    try {
      return awake(due);
    } catch (PowerLoss off) {
      hasRestarted = true;
      busyUntil = clock.get();
      if (!machine.restart()) return NEVER;
      version = machine.runningVersion();
      return reachable(clock.get().plus(off()));
    }
  }

  private Duration off() {
    return SHORTEST_OFF.plusMillis(random.nextInt(MOST_MILLIS_OFF));
  }

  private Duration awake(Duration due) throws IOException, InterruptedException {
    if (hasRestarted) {
      hasRestarted = false;
      var _ = goesOn();
    }
    Optional<Duration> wait = hold(due);
    for (int held = 1; wait.isEmpty() && goesOn() && held < MOST_SESSIONS; held++) {
      Duration now = clock.get();
      if (isAway(now)) return reachable(now);
      Optional<Dealt> late = machine.misfortunes().strike(Fault.REPORT_LATE);
      if (late.isPresent())
        return reachable(now.plus(late.get().lasts().orElse(plan.rhythm().usual())));
      wait = hold(now);
    }
    if (wait.isPresent()) return reachable(clock.get().plus(wait.get()));
    do regular = regular.plus(plan.rhythm().next(random));
    while (regular.compareTo(busyUntil) < 0);
    return reachable(regular);
  }

  private boolean isAway(Duration now) {
    return reachable(now).compareTo(now) > 0;
  }

  private Duration reachable(Duration at) {
    Duration there = plan.offline().reachable(at, phase);
    boolean isStormy =
        storm
            .filter(it -> there.compareTo(it.from()) >= 0 && there.compareTo(it.until()) < 0)
            .isPresent();
    if (!isStormy) return there;
    if (!machine.misfortunes().hasStruck(Fault.STORM)) machine.misfortunes().spend(Fault.STORM);
    return storm.orElseThrow().until();
  }

  /// Does what is ordered; whether there is something to say afterwards.
  private boolean goesOn() throws IOException, InterruptedException {
    if (machine.state().order().isPresent()) {
      Progress progress = machine.performPending();
      if (progress == Progress.REBOOT) throw new IOException("the device did not start again");
      machine.misfortunes().updateEnded();
      version = machine.runningVersion();
      busyUntil = clock.get();
    }
    return !machine.state().reports().isEmpty();
  }

  /// @return how long to wait before the next attempt; empty when all went well
  private Optional<Duration> hold(Duration due) throws IOException, InterruptedException {
    List<Report> before = machine.state().reports();
    SessionResult result;
    try {
      result = session(start());
    } finally {
      // Also of one that the power went in: the server has taken what it has answered.
      taken(before);
    }
    settle(result instanceof SessionResult.Completed);
    return switch (result) {
      case SessionResult.Completed _ -> {
        tally.session(clock.get().minus(due));
        if (failures > 0) busyUntil = clock.get();
        failures = 0;
        yield Optional.empty();
      }
      case SessionResult.Failed(_, _, var why) -> {
        tally.failed(why);
        yield Optional.of(Backoff.REPORT.after(++failures, random));
      }
      case SessionResult.SentAway(_, _, var after, _) -> {
        tally.sentAway();
        yield Optional.of(Backoff.REPORT.after(++failures, after, random));
      }
      case SessionResult.NotStarted(var why) -> {
        tally.trouble("notification: " + why);
        yield Optional.empty();
      }
    };
  }

  private void settle(boolean endedWell) {
    boolean isUnderWay =
        machine.state().order().isPresent() || !machine.state().reports().isEmpty();
    isSettled = !isUnderWay && (isSettled || endedWell);
    if (hasRefused()) quietSessions = isSettled ? quietSessions + 1 : 0;
  }

  private Start.OfSession start() {
    Package0 package0 = notified.getAndSet(null);
    return package0 == null ? new Start.Poll() : new Start.Notified(package0);
  }

  /// A notification has arrived: whether the device has taken it.
  boolean notified(Package0 package0) {
    if (machine.misfortunes().strikes(Fault.NOTIFICATION_LOST)) return false;
    tally.notified();
    notified.set(package0);
    return true;
  }

  /// When it can call, now that it was told to; empty when nobody has told it.
  Optional<Duration> told() {
    return notified.get() == null ? Optional.empty() : Optional.of(reachable(clock.get()));
  }

  /// Who is at it ends it before others begin: a server with thousands of sessions open, and none
  /// of them over, shows nothing.
  private SessionResult session(Start.OfSession start) throws IOException, InterruptedException {
    sessions.enter();
    try {
      return machine.session(start);
    } finally {
      sessions.leave();
    }
  }

  private void taken(List<Report> before) {
    List<Report> gone = new ArrayList<>(before);
    gone.removeAll(machine.state().reports());
    for (Report report : gone) {
      tally.result(report);
      hasFailed = report.code() >= FIRST_FAILURE;
      hasSucceeded = !hasFailed && report.type() != AlertType.DOWNLOAD;
      report.correlator().ifPresent(it -> acknowledged.add(new Acknowledged(it, report.code())));
    }
  }
}
