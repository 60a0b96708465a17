package io.fumarole.storage;

import io.fumarole.campaign.exchange.Steps;
import java.time.Duration;
import java.time.InstantSource;

/// How the database is run.
///
/// @param readers connections that read at the same time
/// @param lockWait how long another process may hold the database before a write fails
/// @param traceAge traces of sessions older than this are deleted
/// @param traceOctets when the messages of all traces are larger than this, the oldest sessions go
/// @param clock what the traces' age is measured by
/// @param steps told when a transaction is written and when it is durable
public record Settings(
    int readers,
    Duration lockWait,
    Duration traceAge,
    long traceOctets,
    InstantSource clock,
    Steps steps) {
  public static final Settings DEFAULT =
      new Settings(
          4,
          Duration.ofSeconds(5),
          Duration.ofDays(30),
          256L << 20,
          InstantSource.system(),
          Steps.UNWATCHED);

  public Settings {
    if (readers < 1 || readers > 64)
      throw new IllegalArgumentException("readers: 1 to 64, not " + readers);
    if (lockWait.isNegative() || lockWait.compareTo(Duration.ofMinutes(1)) > 0)
      throw new IllegalArgumentException("lockWait: at most a minute, not " + lockWait);
    if (traceAge.isNegative() || traceOctets < 0)
      throw new IllegalArgumentException("traceAge and traceOctets are not negative");
  }

  public Settings withTrace(Duration age, long octets) {
    return new Settings(readers, lockWait, age, octets, clock, steps);
  }

  public Settings withLockWait(Duration wait) {
    return new Settings(readers, wait, traceAge, traceOctets, clock, steps);
  }

  public Settings withClock(InstantSource source) {
    return new Settings(readers, lockWait, traceAge, traceOctets, source, steps);
  }

  public Settings withSteps(Steps watched) {
    return new Settings(readers, lockWait, traceAge, traceOctets, clock, watched);
  }
}
