package io.fumarole.storage;

import io.fumarole.campaign.exchange.Steps;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// How the database is run.
///
/// @param postgres the PostgreSQL to use; empty: SQLite in the data directory
/// @param connections to PostgreSQL at the same time
/// @param readers connections to SQLite that read at the same time
/// @param lockWait how long another process may hold the database before a write fails
/// @param traceAge traces of sessions older than this are deleted
/// @param traceOctets when the messages of all traces are larger than this, the oldest sessions go
/// @param content the bucket for content; empty: the data directory
/// @param clock what the traces' age is measured by
/// @param steps told when a transaction is written and when it is durable
public record Settings(
    Optional<PostgresUrl> postgres,
    int connections,
    int readers,
    Duration lockWait,
    Duration traceAge,
    long traceOctets,
    Optional<S3Settings> content,
    InstantSource clock,
    Steps steps) {
  public static final Settings DEFAULT =
      new Settings(
          Optional.empty(),
          16,
          4,
          Duration.ofSeconds(5),
          Duration.ofDays(30),
          256L << 20,
          Optional.empty(),
          InstantSource.system(),
          Steps.UNWATCHED);

  public Settings {
    if (connections < 2 || connections > 1_000)
      throw new IllegalArgumentException("connections: 2 to 1000, not " + connections);
    if (readers < 1 || readers > 64)
      throw new IllegalArgumentException("readers: 1 to 64, not " + readers);
    if (lockWait.isNegative() || lockWait.compareTo(Duration.ofMinutes(1)) > 0)
      throw new IllegalArgumentException("lockWait: at most a minute, not " + lockWait);
    if (traceAge.isNegative() || traceOctets < 0)
      throw new IllegalArgumentException("traceAge and traceOctets are not negative");
  }

  public Settings withTrace(Duration age, long octets) {
    return new Settings(
        postgres, connections, readers, lockWait, age, octets, content, clock, steps);
  }

  public Settings withLockWait(Duration wait) {
    return new Settings(
        postgres, connections, readers, wait, traceAge, traceOctets, content, clock, steps);
  }

  public Settings withClock(InstantSource source) {
    return new Settings(
        postgres, connections, readers, lockWait, traceAge, traceOctets, content, source, steps);
  }

  public Settings withSteps(Steps watched) {
    return new Settings(
        postgres, connections, readers, lockWait, traceAge, traceOctets, content, clock, watched);
  }

  /// @param most connections at the same time
  public Settings withPostgres(PostgresUrl url, int most) {
    return new Settings(
        Optional.of(url), most, readers, lockWait, traceAge, traceOctets, content, clock, steps);
  }

  public Settings withContent(S3Settings bucket) {
    return new Settings(
        postgres,
        connections,
        readers,
        lockWait,
        traceAge,
        traceOctets,
        Optional.of(bucket),
        clock,
        steps);
  }
}
