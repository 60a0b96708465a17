package io.fumarole.lab.rehearsal;

import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.OfflineHours;
import io.fumarole.lab.fleet.Share;
import java.time.Duration;
import java.util.Optional;

/// How devices behave: what a rehearsal takes for granted, and says with its answer.
///
/// @param poll each calls by its own clock that often; empty: only when it is asked
/// @param jitter how much longer the interval of some devices is: none falls on the same hour for
///   ever
/// @param gone devices that are never heard of again
/// @param unready devices that never become as the campaign's precondition asks
/// @param offline when the others cannot be reached
/// @param notified what notifications do
/// @param work what becomes of an Exec
public record Behaviour(
    Optional<Duration> poll,
    Share jitter,
    Share gone,
    Share unready,
    OfflineHours offline,
    Notified notified,
    Work work) {
  private static final Duration LONGEST = Duration.ofDays(366);

  /// @param isPossible whether the devices have an address
  /// @param answers notifications that bring a session
  /// @param within it comes at any time within this
  public record Notified(boolean isPossible, Share answers, Duration within) {
    public static final Notified NEVER = new Notified(false, Share.NONE, Duration.ofSeconds(1));

    public Notified {
      requireSeconds("answers within", within);
    }
  }

  /// @param octetsPerSecond of a device's line
  /// @param install from the end of the download to the report: half of it to one and a half
  /// @param silent devices that take the Exec and are never heard of again
  /// @param failures updates that fail; those of downloads before anything is fetched
  public record Work(long octetsPerSecond, Duration install, Share silent, Failures failures) {
    public Work {
      if (octetsPerSecond < 1) throw new IllegalArgumentException("a line that carries nothing");
      if (install.isNegative() || install.compareTo(LONGEST) > 0)
        throw new IllegalArgumentException("an installation of " + install);
      if (silent.part() + failures.kinds().stream().mapToDouble(it -> it.share().part()).sum()
          > 1 + 1e-9)
        throw new IllegalArgumentException("more than all of them fail or fall silent");
    }
  }

  public Behaviour {
    poll.ifPresent(it -> requireSeconds("poll", it));
    if (gone.part() + unready.part() > 1)
      throw new IllegalArgumentException("more than all of them are gone or not ready");
  }

  private static void requireSeconds(String what, Duration time) {
    if (time.toSeconds() < 1 || time.compareTo(LONGEST) > 0)
      throw new IllegalArgumentException(
          what + " is a second to " + LONGEST.toDays() + " days, not " + time);
  }

  public Behaviour polling(Optional<Duration> every) {
    return new Behaviour(every, jitter, gone, unready, offline, notified, work);
  }

  public Behaviour with(Work value) {
    return new Behaviour(poll, jitter, gone, unready, offline, notified, value);
  }

  public Behaviour with(Notified value) {
    return new Behaviour(poll, jitter, gone, unready, offline, value, work);
  }
}
