package io.fumarole.lab.fleet;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// When the devices want to talk, whether the server keeps up or not.
public sealed interface Rhythm {
  /// The wait before a device's first session.
  Duration first(RandomGenerator random);

  /// From one session's due time to the next.
  Duration next(RandomGenerator random);

  /// How long a device lets pass as a rule.
  Duration usual();

  /// Each device by its own clock, as in the field; the first time anywhere in the interval.
  ///
  /// @param jitter part of the interval that chance adds
  record Poll(Duration interval, Share jitter) implements Rhythm {
    public Poll {
      if (interval.toMillis() < 1) throw new IllegalArgumentException("an interval of no time");
    }

    @Override
    public Duration usual() {
      return interval;
    }

    @Override
    public Duration first(RandomGenerator random) {
      return Duration.ofNanos(random.nextLong(interval.toNanos()));
    }

    @Override
    public Duration next(RandomGenerator random) {
      long added = (long) (interval.toNanos() * jitter.part() * random.nextDouble());
      return interval.plusNanos(added);
    }
  }

  /// By chance, independent of each other: together the devices arrive at a steady rate.
  ///
  /// @param mean of one device
  record Chance(Duration mean) implements Rhythm {
    public Chance {
      if (mean.toNanos() < 1) throw new IllegalArgumentException("a rate beyond all measure");
    }

    /// @param perSecond sessions of all devices
    public static Chance of(double perSecond, int devices) {
      if (!(perSecond > 0)) throw new IllegalArgumentException("a rate is more than 0");
      return new Chance(Duration.ofNanos((long) (devices * 1e9 / perSecond)));
    }

    @Override
    public Duration usual() {
      return mean;
    }

    @Override
    public Duration first(RandomGenerator random) {
      return next(random);
    }

    @Override
    public Duration next(RandomGenerator random) {
      return Duration.ofNanos((long) (mean.toNanos() * -Math.log(1 - random.nextDouble())));
    }
  }
}
