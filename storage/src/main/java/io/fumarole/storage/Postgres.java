package io.fumarole.storage;

import io.fumarole.campaign.exchange.Steps;
import io.fumarole.campaign.exchange.Steps.Step;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.postgresql.ds.PGSimpleDataSource;

/// PostgreSQL: any connection of the pool reads or writes, and its own log makes a commit durable.
/// Transactions run beside each other (`READ COMMITTED`); what they rest on is settled in their
/// `WHERE` and held by row locks. One that another crossed all the same is run again.
final class Postgres implements Engine {
  /// Lets the rows that refer to the locked one come and go.
  private static final String LOCK_OF_A_ROW = "FOR NO KEY UPDATE";

  private static final String LOCK_OF_ALL = "FOR UPDATE";

  private static final String LOCK_UNLESS_LOCKED = "FOR UPDATE SKIP LOCKED";

  /// Whoever waits longer for a connection, or for the network, is told so.
  private static final Duration WAIT = Duration.ofSeconds(5);

  /// No statement of ours takes as long; a connection that is silent longer is broken.
  private static final int SILENCE_SECONDS = 60;

  /// Of a transaction that another one crosses each time.
  private static final int MOST_TRIES = 50;

  /// Those that cross each other come back at different times: a little later with each try.
  private static final long PAUSE_NANOS = 500_000;

  /// What says that another transaction came in between, and not that this one is wrong: could not
  /// serialize, deadlock, a key that somebody else has just taken.
  private static final Set<String> CROSSED = Set.of("40001", "40P01", "23505");

  private static final System.Logger LOG = System.getLogger(Postgres.class.getName());

  private final ConnectionPool pool;
  private final Jdbi jdbi;
  private final Steps steps;

  private Postgres(ConnectionPool pool, Steps steps) {
    this.pool = pool;
    this.jdbi =
        Jdbi.create(pool)
            .registerArgument(new WithoutNul())
            .define(LOCKED, LOCK_OF_A_ROW)
            .define(LOCKED_WHOLE, LOCK_OF_ALL)
            .define(SKIP_LOCKED, LOCK_UNLESS_LOCKED);
    this.steps = steps;
  }

  /// Connects, and brings the database to this program's schema. Several nodes may do so at once.
  static Postgres open(PostgresUrl url, Settings settings) {
    // A migration of a large table may be silent for long.
    Migrations.run(source(url, 0), Migrations.Kind.POSTGRESQL, url.toString());
    var pool =
        new ConnectionPool(source(url, SILENCE_SECONDS), settings.connections(), WAIT, List.of());
    try {
      var opened = new Postgres(pool, settings.steps());
      opened.warnOfLossyCommits(url);
      return opened;
    } catch (RuntimeException refused) {
      pool.close();
      throw refused;
    }
  }

  private static PGSimpleDataSource source(PostgresUrl url, int silenceSeconds) {
    var source = new PGSimpleDataSource();
    source.setConnectTimeout((int) WAIT.toSeconds());
    source.setLoginTimeout((int) WAIT.toSeconds());
    source.setSocketTimeout(silenceSeconds);
    source.setTcpKeepAlive(true);
    source.setApplicationName("fumarole");
    // Last: what the address says counts.
    source.setURL(url.jdbc());
    url.user().ifPresent(source::setUser);
    url.password().ifPresent(source::setPassword);
    return source;
  }

  /// Theirs to decide; ours to say what it means.
  private void warnOfLossyCommits(PostgresUrl url) {
    for (String setting : Set.of("fsync", "synchronous_commit")) {
      String value =
          read(
              "reading a setting of " + url,
              handle -> handle.createQuery("SHOW " + setting).mapTo(String.class).one());
      if (value.equals("off"))
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} runs with {1} = off: what devices were told is stored can be lost when its machine fails",
            url,
            setting);
    }
  }

  /// PostgreSQL keeps every character but one, and what devices say may hold it: shown as its sign.
  private static final class WithoutNul extends AbstractArgumentFactory<String> {
    WithoutNul() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String text, ConfigRegistry config) {
      return (position, statement, context) ->
          statement.setString(position, text.replace('\0', '\u2400'));
    }
  }

  @Override
  public <T> T read(String doing, Function<Handle, T> reader) {
    try {
      return jdbi.withHandle(reader::apply);
    } catch (JdbiException failed) {
      pool.failed(failed);
      throw StorageException.of(doing, failed);
    }
  }

  @Override
  public <T> T write(String doing, Work<T> work) {
    for (int tries = 1; ; tries++) {
      try (Handle handle = jdbi.open()) {
        return once(handle, work);
      } catch (JdbiException failed) {
        pool.failed(failed);
        if (tries == MOST_TRIES || !isCrossed(failed)) throw StorageException.of(doing, failed);
      }
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS * tries));
    }
  }

  private <T> T once(Handle handle, Work<T> work) {
    handle.begin();
    try {
      Verdict<T> verdict = work.run(handle);
      steps.passed(Step.WRITTEN);
      if (verdict.stands()) handle.commit();
      else handle.rollback();
      steps.passed(Step.DURABLE);
      return verdict.value();
    } catch (RuntimeException | Error failure) {
      rollBack(handle, failure);
      throw failure;
    }
  }

  /// Of a connection that broke nothing needs to be rolled back.
  private static void rollBack(Handle handle, Throwable failure) {
    try {
      if (handle.isInTransaction()) handle.rollback();
    } catch (JdbiException broken) {
      failure.addSuppressed(broken);
    }
  }

  private static boolean isCrossed(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && CROSSED.contains(sql.getSQLState())) return true;
    }
    return false;
  }

  /// Those that wait for a connection.
  @Override
  public int waiting() {
    return pool.waiting();
  }

  @Override
  public void close() {
    pool.close();
  }
}
