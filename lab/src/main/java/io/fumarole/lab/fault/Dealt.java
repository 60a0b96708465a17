package io.fumarole.lab.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// A fault that a device will meet.
///
/// @param after not before that, from the start of the run; empty: as the fault has it
/// @param skip occasions that pass before the first strike
/// @param times that it strikes, one occasion after the other
/// @param at where it strikes, or with what: an octet, a status, seconds
/// @param lasts for what takes time; empty: as the fault has it
/// @param part of 1 that chance has drawn, for what is not said
public record Dealt(
    Fault fault,
    Optional<Duration> after,
    int skip,
    int times,
    OptionalLong at,
    Optional<Duration> lasts,
    double part) {
  private static final int MOST = 1_000_000;

  public Dealt {
    if (skip < 0 || skip > MOST) throw new IllegalArgumentException("skip is 0 to " + MOST);
    if (times < 1 || times > MOST) throw new IllegalArgumentException("times is 1 to " + MOST);
    if (at.isPresent() && at.getAsLong() < 0 && fault != Fault.CLOCK_SKEW)
      throw new IllegalArgumentException("at is not below 0");
  }

  /// The octet of so many at which it strikes.
  long octet(long length) {
    long drawn = at.orElse((long) (part * length));
    return Math.clamp(drawn, 0, Math.max(0, length - 1));
  }
}
