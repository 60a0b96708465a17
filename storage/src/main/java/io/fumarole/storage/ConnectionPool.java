package io.fumarole.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.DataSourceConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.ObjectPool;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/// Connections to a database, lent to whoever works with it. Who has to wait sleeps until one comes
/// back: the threads that wait are virtual ones, and a pool that spins until another thread has run
/// may keep that thread from running for ever.
///
/// A connection that waited for a while is asked whether it still lives before it is lent. After
/// one broke, none that waits is trusted: what broke it, such as a restart of the database, broke
/// all.
final class ConnectionPool implements ConnectionFactory, AutoCloseable {
  /// One that was used a moment ago is lent without a question, which would cost a round trip.
  private static final Duration TRUSTED = Duration.ofMillis(500);

  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(30);
  private static final Duration LONGEST_IDLE = Duration.ofMinutes(10);
  private static final Duration TIDIED = Duration.ofMinutes(1);

  /// Classes of `SQLSTATE`: the connection failed; the database is going down.
  private static final List<String> BROKEN = List.of("08", "57P");

  private final GenericObjectPool<PoolableConnection> pool;
  private final PoolingDataSource<PoolableConnection> lent;
  private final AtomicInteger waiting = new AtomicInteger();

  /// @param most connections at the same time
  /// @param wait how long one waits for a connection before it fails
  /// @param first statements for each new connection
  ConnectionPool(DataSource source, int most, Duration wait, List<String> first) {
    var factory = new Asking(source);
    factory.setConnectionInitSql(first);
    factory.setValidationQueryTimeout(ANSWER);
    factory.setMaxConn(LONGEST_LIFE);
    var config = new GenericObjectPoolConfig<PoolableConnection>();
    config.setMaxTotal(most);
    config.setMaxIdle(most);
    config.setMinIdle(1);
    config.setMaxWait(wait);
    config.setTestOnBorrow(true);
    config.setSoftMinEvictableIdleDuration(LONGEST_IDLE);
    config.setTimeBetweenEvictionRuns(TIDIED);
    config.setJmxEnabled(false);
    this.pool = new GenericObjectPool<>(factory, config);
    factory.setPool(pool);
    this.lent = new PoolingDataSource<>(pool);
  }

  private static final class Asking extends PoolableConnectionFactory {
    Asking(DataSource source) {
      super(new DataSourceConnectionFactory(source), null);
    }

    @Override
    public boolean validateObject(PooledObject<PoolableConnection> pooled) {
      if (pooled.getIdleDuration().compareTo(TRUSTED) < 0) return true;
      boolean isAlive = super.validateObject(pooled);
      if (!isAlive) drop(getPool());
      return isAlive;
    }
  }

  /// One by one they would each keep somebody waiting who asks whether they live.
  private static void drop(ObjectPool<PoolableConnection> pool) {
    try {
      pool.clear();
    } catch (Exception failed) {
      throw new StorageException("the connections to the database could not be dropped", failed);
    }
  }

  @Override
  public Connection openConnection() throws SQLException {
    waiting.incrementAndGet();
    try {
      return lent.getConnection();
    } catch (IllegalStateException closed) {
      throw new SQLException("the database was closed", closed);
    } catch (SQLException failed) {
      if (!(failed.getCause() instanceof NoSuchElementException)) throw failed;
      throw new SQLTransientConnectionException(
          "all %d of them, for %d ms"
              .formatted(pool.getMaxTotal(), pool.getMaxWaitDuration().toMillis()),
          failed);
    } finally {
      waiting.decrementAndGet();
    }
  }

  /// Who waits for a connection now, or until one is made.
  int waiting() {
    return waiting.get();
  }

  /// Told of every failure of a connection that was lent, after it came back.
  void failed(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof SQLException sql && isBroken(sql.getSQLState())) pool.clear();
  }

  private static boolean isBroken(@Nullable String state) {
    return state != null && BROKEN.stream().anyMatch(state::startsWith);
  }

  @Override
  public void close() {
    pool.close();
  }
}
