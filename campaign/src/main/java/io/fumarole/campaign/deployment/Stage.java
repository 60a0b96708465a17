package io.fumarole.campaign.deployment;

import java.time.Instant;
import java.util.Optional;

/// Where a deployment stands, why, and until when.
///
/// @param reason in words, why it is where it is
/// @param since when it came to this state; the state's time limit counts from here
/// @param changed when anything about it changed last
/// @param waiting what for, when the state is WAITING; the device, when a VERIFYING one is at work
/// @param wakeAt when it has to be looked at if nothing happens before; empty once it has ended
/// @param ending why it ended, once it has
public record Stage(
    DeploymentState state,
    String reason,
    Instant since,
    Instant changed,
    Optional<Waiting> waiting,
    Optional<Instant> wakeAt,
    Optional<Ending> ending) {
  /// What a waiting deployment waits for.
  ///
  /// @param until nothing is sent to the device before, unless its user or itself asks
  public record Waiting(For what, Instant until) {}

  public enum For {
    /// The device's next session.
    SESSION,
    /// Its campaign, which is paused. Time limits do not run meanwhile, but for the deadline.
    CAMPAIGN,
    /// The device to be as its campaign asks. Time limits do not run meanwhile, but for the
    /// deadline.
    CONDITION,
    /// The device's user, who did not answer.
    USER,
    /// A device that refused for now (busy, low battery, no room, no Wi-Fi, postponed), could not
    /// download now, or is at work.
    DEVICE,
    /// A device that said that it goes on later.
    STANDBY,
    /// A report that is overdue: State and version are read before anything is sent again.
    REPORT,
    /// The release of its device from quarantine.
    RELEASE
  }

  /// The next state. Time counts anew when it differs; until somebody plans it, it is due at once.
  Stage to(DeploymentState next, String why, Instant now) {
    boolean isSame = next == state;
    return new Stage(
        next,
        why,
        isSame ? since : now,
        now,
        isSame ? waiting : Optional.empty(),
        next.isEnd() ? Optional.empty() : isSame ? wakeAt : Optional.of(now),
        isSame ? ending : Optional.empty());
  }

  Stage waitingFor(Waiting value) {
    return new Stage(state, reason, since, changed, Optional.of(value), wakeAt, ending);
  }

  Stage endedBy(Ending value) {
    return new Stage(state, reason, since, changed, waiting, wakeAt, Optional.of(value));
  }

  /// Time counts anew.
  Stage since(Instant value) {
    return new Stage(state, reason, value, changed, waiting, wakeAt, ending);
  }

  Stage wakingAt(Optional<Instant> value) {
    return new Stage(state, reason, since, changed, waiting, value, ending);
  }
}
