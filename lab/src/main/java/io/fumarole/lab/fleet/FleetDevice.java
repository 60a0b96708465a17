package io.fumarole.lab.fleet;

import io.fumarole.agent.Agent;
import io.fumarole.agent.SessionResult;
import io.fumarole.agent.disk.Report;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.time.Backoff;
import io.fumarole.agent.update.DeviceOperations.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// One device of the fleet: the agent, and when it wants to talk. It costs no thread while it
/// waits.
final class FleetDevice {
  /// Sessions in a row for one order and its reports: more of them would never end.
  private static final int MOST_SESSIONS = 20;

  private static final int FIRST_FAILURE = 400;

  private final Agent agent;
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

  /// A session has ended well since anything was under way: in it the server has read what came of
  /// it. One that breaks off may end between the taking of a report and that.
  private volatile boolean isSettled;

  /// @param sessions how many of the fleet are held at once
  /// @param clock the time since the run began
  FleetDevice(
      Agent agent,
      FleetPlan plan,
      Gate sessions,
      Tally tally,
      Supplier<Duration> clock,
      RandomGenerator random)
      throws IOException {
    this.agent = agent;
    this.plan = plan;
    this.sessions = sessions;
    this.tally = tally;
    this.clock = clock;
    this.random = random;
    this.phase = random.nextDouble();
    this.regular = plan.rhythm().first(random);
    this.version = agent.runningVersion();
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
    return isSettled && (version.equals(target) || hasFailed);
  }

  /// A session that was due then, and all that follows from it: downloads, restarts, reports.
  ///
  /// @return when the next one is due
  Duration turn(Duration due) throws IOException, InterruptedException {
    Optional<Duration> wait = hold(due);
    for (int held = 1; wait.isEmpty() && goesOn() && held < MOST_SESSIONS; held++) {
      Duration now = clock.get();
      if (isAway(now)) return reachable(now);
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
    return plan.offline().reachable(at, phase);
  }

  /// Does what is ordered; whether there is something to say afterwards.
  private boolean goesOn() throws IOException, InterruptedException {
    if (agent.state().order().isPresent()) {
      Progress progress = agent.performPending();
      if (progress == Progress.REBOOT) throw new IOException("the device did not start again");
      version = agent.runningVersion();
      busyUntil = clock.get();
    }
    return !agent.state().reports().isEmpty();
  }

  /// @return how long to wait before the next attempt; empty when all went well
  private Optional<Duration> hold(Duration due) throws IOException, InterruptedException {
    List<Report> before = agent.state().reports();
    SessionResult result = session();
    taken(before);
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
      case SessionResult.NotStarted(var why) -> throw new IllegalStateException(why);
    };
  }

  private void settle(boolean endedWell) {
    boolean isUnderWay = agent.state().order().isPresent() || !agent.state().reports().isEmpty();
    isSettled = !isUnderWay && (isSettled || endedWell);
  }

  /// Who is at it ends it before others begin: a server with thousands of sessions open, and none
  /// of them over, shows nothing.
  private SessionResult session() throws IOException, InterruptedException {
    sessions.enter();
    try {
      return agent.runSession(new Start.Poll());
    } finally {
      sessions.leave();
    }
  }

  private void taken(List<Report> before) {
    List<Report> gone = new ArrayList<>(before);
    gone.removeAll(agent.state().reports());
    for (Report report : gone) {
      tally.result(report);
      hasFailed = report.code() >= FIRST_FAILURE;
    }
  }
}
