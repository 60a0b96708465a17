package io.fumarole.campaign.plan;

import java.time.Duration;
import java.util.Optional;

/// One step of a campaign: how many devices, and what has to be seen before the next begins.
///
/// @param share of the members that it takes
/// @param success what has to be reached; empty: all of the phase has to have ended
/// @param failure what must not be exceeded
/// @param soak how long it stands after it was reached, before the next begins
/// @param onBreach what is done when `failure` is exceeded, or `success` cannot be reached any more
public record Phase(
    String name,
    Share share,
    Optional<Success> success,
    Optional<Failure> failure,
    Duration soak,
    Breach onBreach) {
  private static final int LONGEST_NAME = 64;
  private static final Duration LONGEST_SOAK = Duration.ofDays(90);

  /// How many members.
  public sealed interface Share {
    /// @param percent of all members when the phase begins, rounded up
    record Percent(double percent) implements Share {
      public Percent {
        requirePercent("share.percent", percent);
        if (percent == 0) throw new IllegalArgumentException("share.percent is more than 0");
      }
    }

    record Count(long count) implements Share {
      public Count {
        if (count < 1) throw new IllegalArgumentException("share.count is 1 or more, not " + count);
      }
    }

    /// All that are left.
    record Rest() implements Share {}

    /// @param members of the campaign
    /// @param left of them that no phase has taken
    default long of(long members, long left) {
      return switch (this) {
        case Percent(var percent) -> Math.min(left, (long) Math.ceil(members * percent / 100));
        case Count(var count) -> Math.min(left, count);
        case Rest() -> left;
      };
    }
  }

  /// @param percent of the phase's devices that have to succeed
  public record Success(double percent) {
    public Success {
      requirePercent("success.percent", percent);
    }
  }

  /// Either bound counts; the first that is exceeded.
  ///
  /// @param count so many may fail
  /// @param percent of those that have ended may fail
  /// @param sample before so many have ended, `percent` says nothing
  public record Failure(Optional<Long> count, Optional<Double> percent, long sample) {
    public Failure {
      if (count.isEmpty() && percent.isEmpty())
        throw new IllegalArgumentException("failure has a count or a percent");
      if (count.filter(it -> it < 0).isPresent())
        throw new IllegalArgumentException("failure.count is 0 or more, not " + count.get());
      percent.ifPresent(it -> requirePercent("failure.percent", it));
      if (sample < 1)
        throw new IllegalArgumentException("failure.sample is 1 or more, not " + sample);
    }
  }

  public enum Breach {
    PAUSE,
    ABORT
  }

  public Phase {
    if (name.isBlank() || name.length() > LONGEST_NAME)
      throw new IllegalArgumentException(
          "a phase's name has 1 to " + LONGEST_NAME + " characters, not '" + name + "'");
    if (soak.isNegative() || soak.compareTo(LONGEST_SOAK) > 0)
      throw new IllegalArgumentException(
          "soak of phase " + name + " is 0 to " + LONGEST_SOAK.toDays() + " days, not " + soak);
  }

  private static void requirePercent(String what, double percent) {
    if (!(percent >= 0 && percent <= 100))
      throw new IllegalArgumentException(what + " is 0 to 100, not " + percent);
  }
}
