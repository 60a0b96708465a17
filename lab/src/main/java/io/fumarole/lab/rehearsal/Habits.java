package io.fumarole.lab.rehearsal;

import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.OfflineHours;
import io.fumarole.lab.rehearsal.Chance.What;
import io.fumarole.protocol.fumo.ResultCode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What each device does and when, by its group's behaviour and by chance.
final class Habits {
  private final Roster roster;
  private final Chance chance;

  Habits(Roster roster, Chance chance) {
    this.roster = roster;
    this.chance = chance;
  }

  /// What becomes of an Exec.
  sealed interface Fate {
    /// Nothing is heard any more.
    record Silence() implements Fate {}

    record Report(ResultCode code) implements Fate {}
  }

  long seed() {
    return chance.seed();
  }

  private Behaviour of(int device) {
    return roster.groups().get(roster.groupOf(device)).behaviour();
  }

  boolean isGone(int device) {
    return chance.strikes(of(device).gone(), device, What.STANDING, 0);
  }

  /// Whether it is as the campaign's precondition asks.
  boolean isReady(int device) {
    Behaviour behaviour = of(device);
    double drawn = chance.draw(device, What.STANDING, 0) - behaviour.gone().part();
    return drawn < 0 || drawn >= behaviour.unready().part();
  }

  boolean isNotified(int device) {
    return of(device).notified().isPossible();
  }

  /// Whether it ever comes by itself.
  boolean isHeardOf(int device) {
    return !isGone(device) && roster.groups().get(roster.groupOf(device)).isHeardOf();
  }

  /// When it calls by its own clock next, not before `from`.
  OptionalInt nextCall(int device, int from) {
    Optional<Duration> poll = of(device).poll();
    if (poll.isEmpty() || isGone(device)) return OptionalInt.empty();
    int every = every(device, poll.get());
    int first = (int) (chance.draw(device, What.CLOCK, 0) * every);
    long rounds = Math.max(0, Math.ceilDiv((long) from - first, (long) every));
    long at = first + rounds * every;
    return at < Integer.MAX_VALUE / 2
        ? OptionalInt.of(reachable(device, (int) at))
        : OptionalInt.empty();
  }

  /// Clocks that go alike would call at the same hour each day, inside a window or never.
  private int every(int device, Duration usual) {
    double longer = of(device).jitter().part() * chance.draw(device, What.CLOCK, 1);
    return (int) (Clock.seconds(usual) * (1 + longer));
  }

  /// Whether that is one of its regular calls.
  boolean isRegular(int device, int second) {
    Optional<Duration> poll = of(device).poll();
    if (poll.isEmpty()) return false;
    int every = every(device, poll.get());
    int first = (int) (chance.draw(device, What.CLOCK, 0) * every);
    return (second - first) % every == 0;
  }

  /// When a device that wants to talk then can.
  int reachable(int device, int at) {
    OfflineHours offline = of(device).offline();
    if (offline.share().part() <= 0) return at;
    double away = Clock.seconds(offline.period());
    double round = away / offline.share().part();
    double position = (at + chance.draw(device, What.OFFLINE, 0) * round) % round;
    return position >= away ? at : at + (int) Math.ceil(away - position);
  }

  /// When a notification that is sent now brings it; empty when it does not. A device that is away
  /// never hears of it.
  ///
  /// @param turn how many were sent to it before
  OptionalInt answer(int device, int turn, int now) {
    Behaviour.Notified notified = of(device).notified();
    if (!notified.isPossible() || isGone(device) || reachable(device, now) > now)
      return OptionalInt.empty();
    if (!chance.strikes(notified.answers(), device, What.ANSWER, turn)) return OptionalInt.empty();
    double delay = chance.draw(device, What.DELAY, turn) * Clock.seconds(notified.within());
    return OptionalInt.of(now + 1 + (int) delay);
  }

  /// @param turn how many Execs it had before
  Fate fate(int device, int turn) {
    Behaviour.Work work = of(device).work();
    double drawn = chance.draw(device, What.RESULT, turn) - work.silent().part();
    if (drawn < 0) return new Fate.Silence();
    for (Failures.Kind kind : work.failures().kinds()) {
      drawn -= kind.share().part();
      if (drawn < 0) return new Fate.Report(kind.code());
    }
    return new Fate.Report(ResultCode.SUCCESS);
  }

  long octetsPerSecond(int device) {
    return of(device).work().octetsPerSecond();
  }

  int installs(int device, int turn) {
    double usual = Clock.seconds(of(device).work().install());
    return (int) (usual * (0.5 + chance.draw(device, What.INSTALL, turn)));
  }
}
