package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// More threads than connections, virtual ones and others, each reading again and again: all come
/// to their turn. A pool that waits by spinning keeps the threads that carry virtual ones busy, and
/// those that it waits for never run.
class ManyReadersTest {
  private static final int VIRTUAL = 24;
  private static final int PLATFORM = 3;
  private static final int READS = 500;

  /// All of it takes a second or two; one that stands still stands for ever.
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path directory;

  @Test
  void ofSqlite() throws Exception {
    readAll(SqlUnderTest.sqlite(directory));
  }

  @Test
  void ofPostgres() throws Exception {
    readAll(SqlUnderTest.postgres(directory));
  }

  private static void readAll(SqlUnderTest under) throws Exception {
    try (under;
        var virtual = Executors.newVirtualThreadPerTaskExecutor();
        var platform = Executors.newFixedThreadPool(PLATFORM)) {
      List<Future<Integer>> done = new ArrayList<>();
      for (int i = 0; i < VIRTUAL; i++) done.add(submit(virtual, under));
      for (int i = 0; i < PLATFORM; i++) done.add(submit(platform, under));
      for (Future<Integer> one : done)
        assertThat(one.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(READS);
    }
  }

  private static Future<Integer> submit(ExecutorService threads, SqlUnderTest under) {
    Database database = under.stores().database();
    return threads.submit(
        () -> {
          int read = 0;
          for (int i = 0; i < READS; i++)
            read +=
                database.read(
                    "counting", handle -> handle.createQuery("SELECT 1").mapTo(int.class).one());
          return read;
        });
  }
}
