package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class ConnectionPoolTest {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final int AT_ONCE = 3;

  @TempDir private Path directory;

  private static String look(Engine engine, CyclicBarrier together) {
    return engine.read(
        "looking",
        handle -> {
          try {
            together.await();
          } catch (Exception broken) {
            throw new AssertionError(broken);
          }
          return handle.createQuery("SELECT 'here'").mapTo(String.class).one();
        });
  }

  /// Has so many connections in use at the same time; how many of them worked.
  private static int working(Engine engine) throws InterruptedException {
    var together = new CyclicBarrier(AT_ONCE);
    List<Future<String>> looks = new ArrayList<>();
    int working = 0;
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < AT_ONCE; i++) looks.add(threads.submit(() -> look(engine, together)));
      for (Future<String> look : looks) {
        try {
          assertThat(look.get()).isEqualTo("here");
          working++;
        } catch (ExecutionException failed) {
          assertThat(failed).hasCauseInstanceOf(StorageException.class);
        }
      }
    }
    return working;
  }

  /// As a restart of the database does it; what was used a moment ago is lent without a question,
  /// so that some may be lost before the break is known.
  @Test
  void afterAConnectionBrokeNoneThatWaitedIsLent() throws InterruptedException {
    var url = PostgresServer.get().migratedDatabase();
    try (Engine engine = Postgres.open(url, Settings.DEFAULT.withPostgres(url, AT_ONCE))) {
      assertThat(working(engine)).isEqualTo(AT_ONCE);
      int ended =
          engine.read(
              "ending all others",
              handle ->
                  handle
                      .createQuery(
                          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                              + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
                      .mapTo(int.class)
                      .one());
      assertThat(ended).isEqualTo(AT_ONCE - 1);
      assertThat(working(engine)).isPositive();
      assertThat(working(engine)).isEqualTo(AT_ONCE);
    }
  }

  @Test
  void whoWaitsIsCountedUntilAConnectionComesBack() throws Exception {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + directory.resolve("some.db"));
    try (var pool = new ConnectionPool(source, 1, WAIT, List.of());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Connection only = pool.openConnection();
      assertThat(pool.waiting()).isZero();
      Future<Connection> next = threads.submit(pool::openConnection);
      await().until(pool::waiting, it -> it == 1);
      assertThat(next.isDone()).isFalse();
      only.close();
      try (Connection got = next.get()) {
        assertThat(got.isValid(1)).isTrue();
        assertThat(pool.waiting()).isZero();
      }
    }
  }

  @Test
  void whoWaitsForTooLongIsToldThatAllAreInUse() throws Exception {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + directory.resolve("some.db"));
    try (var pool = new ConnectionPool(source, 1, Duration.ofMillis(20), List.of());
        Connection only = pool.openConnection()) {
      assertThat(only.isValid(1)).isTrue();
      assertThatThrownBy(pool::openConnection)
          .isInstanceOf(SQLTransientConnectionException.class)
          .hasMessage("all 1 of them, for 20 ms");
      assertThat(pool.waiting()).isZero();
    }
  }

  @Test
  void aDatabaseThatWasClosedSaysSo() throws Exception {
    MigratedDatabase.layInto(directory);
    Engine engine = Sqlite.open(directory, Settings.DEFAULT);
    engine.close();
    assertThatThrownBy(() -> look(engine, new CyclicBarrier(1)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("looking failed")
        .hasMessageContaining("was closed");
  }
}
