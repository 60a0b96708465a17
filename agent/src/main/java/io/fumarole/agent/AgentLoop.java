package io.fumarole.agent;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.time.Backoff;
import io.fumarole.agent.update.DeviceOperations.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Drives an agent for as long as the device runs: does what is ordered, reports it until the
/// server has taken it, and calls from time to time.
public final class AgentLoop {
  /// For a device that never calls by itself.
  private static final Duration NEVER = Duration.ofDays(3_650);

  /// Why the loop has ended.
  public enum Exit {
    STOPPED,
    REBOOT
  }

  private final Agent agent;
  private final AgentConfig.Poll poll;
  private final Surroundings around;
  private Instant nextPoll;
  private int failures;
  private Optional<Duration> asked = Optional.empty();
  private Start.OfSession next = new Start.Poll();

  public AgentLoop(Agent agent, AgentConfig config, Surroundings around) {
    this.agent = agent;
    this.poll = config.poll();
    this.around = around;
    // Not all devices of a fleet that got its power back call at once.
    Duration delay = part(poll.startDelay().toMillis());
    this.nextPoll = around.time().now().plus(poll.interval().isZero() ? NEVER : delay);
  }

  public Exit run() throws InterruptedException {
    while (true) {
      try {
        if (agent.performPending() == Progress.REBOOT) return Exit.REBOOT;
        Optional<Start> start = around.time().poll(agent.starts(), waiting());
        switch (start.orElse(next)) {
          case Start.Stop() -> {
            return Exit.STOPPED;
          }
          case Start.Update() ->
              agent.startUpdate().ifPresent(why -> around.log().say("no-update", "why", why));
          case Start.Bootstrap(var push) -> agent.bootstrap(push);
          case Start.OfSession session -> hold(session);
        }
      } catch (IOException e) {
        failures++;
        around.log().say("disk-failed", "why", e.toString(), "failures", failures);
      }
    }
  }

  private Duration waiting() {
    if (failures > 0) return Backoff.REPORT.after(failures, asked, around.random());
    if (!agent.state().reports().isEmpty()) return Duration.ZERO;
    Duration left = Duration.between(around.time().now(), nextPoll);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// A session that failed is tried again, and so is one that left a report behind, for ever.
  private void hold(Start.OfSession session) throws IOException, InterruptedException {
    SessionResult result = agent.runSession(session);
    boolean isPoll = session instanceof Start.Poll;
    if (result instanceof SessionResult.NotStarted && !isPoll) return;
    boolean failed =
        switch (result) {
          case SessionResult.Failed _, SessionResult.SentAway _ -> true;
          case SessionResult.Completed _, SessionResult.NotStarted _ -> false;
        };
    asked = result instanceof SessionResult.SentAway away ? away.after() : Optional.empty();
    next = failed ? again(session) : new Start.Poll();
    failures = failed || !agent.state().reports().isEmpty() ? failures + 1 : 0;
    nextPoll =
        around.time().now().plus(poll.interval().isZero() ? NEVER : poll.interval().plus(jitter()));
  }

  /// What a notification asked for, a session of the device's own does too. The notification itself
  /// need not fit again: the session that failed may have changed the nonce.
  private static Start.OfSession again(Start.OfSession failed) {
    return switch (failed) {
      case Start.Poll _, Start.Request _ -> failed;
      case Start.Notified _ -> new Start.Poll();
    };
  }

  private Duration jitter() {
    return part((long) (poll.interval().toMillis() * poll.jitter()));
  }

  private Duration part(long mostMillis) {
    return Duration.ofMillis(mostMillis == 0 ? 0 : around.random().nextLong(mostMillis));
  }
}
