package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.exchange.Steps;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.Engine.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WriterTest {
  private static final String ADD = "INSERT INTO server_key (name, value) VALUES (?, x'00')";

  @TempDir Path directory;
  private Stores stores;
  private Database database;

  @BeforeEach
  void open() {
    stores = Database.open(directory, Settings.DEFAULT.withLockWait(Duration.ofMillis(50)));
    database = stores.database();
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void unitsThatWaitTogetherKeepTheirOwnOutcomes() throws Exception {
    var isHeld = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> holder = threads.submit(() -> hold(isHeld, goOn));
      isHeld.await();
      List<Future<Boolean>> units = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        String name = "unit " + i;
        boolean stands = i % 3 != 0;
        boolean fails = i % 10 == 9;
        units.add(threads.submit(() -> add(name, stands, fails)));
      }
      goOn.countDown();
      assertThat(holder.get()).isTrue();
      for (int i = 0; i < units.size(); i++) {
        Future<Boolean> unit = units.get(i);
        if (i % 10 == 9) {
          assertThatThrownBy(unit::get).hasCauseInstanceOf(StorageException.class);
        } else {
          assertThat(unit.get()).isEqualTo(i % 3 != 0);
        }
        assertThat(has("unit " + i)).isEqualTo(i % 3 != 0 && i % 10 != 9);
      }
    }
  }

  private boolean hold(CountDownLatch isHeld, CountDownLatch goOn) {
    return database.write(
        "holding",
        tx -> {
          isHeld.countDown();
          try {
            goOn.await();
          } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
          }
          return Verdict.keep(true);
        });
  }

  private boolean add(String name, boolean stands, boolean fails) {
    return database.write(
        "adding",
        tx -> {
          tx.execute(ADD, name);
          if (fails) tx.execute("INSERT INTO nowhere VALUES (1)");
          return new Verdict<>(stands, stands);
        });
  }

  private boolean has(String name) {
    return database.read("looking", handle -> count(handle, name)) == 1;
  }

  private static int count(Handle handle, String name) {
    return handle
        .createQuery("SELECT COUNT(*) FROM server_key WHERE name = :name")
        .bind("name", name)
        .mapTo(Integer.class)
        .one();
  }

  @Test
  void aFullDiskIsToldAndLeavesNothingHalfDone() {
    int pages =
        database.write(
            "capping",
            tx -> {
              int now = tx.createQuery("PRAGMA page_count").mapTo(Integer.class).one();
              return Verdict.keep(
                  tx.createQuery("PRAGMA max_page_count = " + (now + 4))
                      .mapTo(Integer.class)
                      .one());
            });
    assertThatThrownBy(
            () ->
                database.write(
                    "storing much",
                    tx -> {
                      tx.execute(ADD, "before");
                      tx.execute("INSERT INTO server_key VALUES ('much', zeroblob(1000000))");
                      return Verdict.keep(true);
                    }))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("storing much failed, nothing was stored")
        .hasMessageContaining("free some space");
    assertThat(pages).isPositive();
    assertThat(has("before")).isFalse();
    assertThat(add("after", true, false)).isTrue();
    assertThat(has("after")).isTrue();
  }

  @Test
  void aLockedDatabaseIsToldAndWorksOnceItIsFree() throws SQLException {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(Sqlite.FILE));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> add("locked out", true, false))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("another process holds the database");
      statement.execute("ROLLBACK");
    }
    assertThat(has("locked out")).isFalse();
    assertThat(add("free again", true, false)).isTrue();
  }

  /// SQLite itself would go on writing into a file that has no name any more.
  @Test
  void aDatabaseFileThatVanishedIsToldAndWorksOnceItIsBack() throws IOException {
    Path file = directory.resolve(Sqlite.FILE);
    Path away = directory.resolve("away.db");
    Files.move(file, away);
    assertThatThrownBy(() -> add("into the void", true, false))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("is gone, nothing was stored");
    Files.move(away, file);
    assertThat(has("into the void")).isFalse();
    assertThat(add("back again", true, false)).isTrue();
  }

  @Test
  void aDatabaseFileThatWasReplacedIsTold() throws IOException {
    Path file = directory.resolve(Sqlite.FILE);
    Path copy = Files.copy(file, directory.resolve("copy.db"));
    Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> add("into the old one", true, false))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("was replaced while the server ran");
  }

  /// A new connection sees whether the fault is over.
  @Test
  void aDatabaseThatCannotBeWrittenIsToldAndTriedAnew() {
    database.write("spoiling", tx -> Verdict.keep(tx.execute("PRAGMA query_only = 1")));
    assertThatThrownBy(() -> add("refused", true, false))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("check owner and permissions");
    assertThat(has("refused")).isFalse();
    assertThat(add("writable again", true, false)).isTrue();
  }

  @Test
  void whoeverWaitsForALockedDatabaseIsTold() throws Exception {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(Sqlite.FILE));
        Statement statement = other.createStatement();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      statement.execute("BEGIN IMMEDIATE");
      List<Future<Boolean>> units = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String name = "locked out " + i;
        units.add(threads.submit(() -> add(name, true, false)));
      }
      for (Future<Boolean> unit : units)
        assertThatThrownBy(unit::get)
            .hasCauseInstanceOf(StorageException.class)
            .hasMessageContaining("another process holds the database");
      statement.execute("ROLLBACK");
    }
    assertThat(add("free again", true, false)).isTrue();
  }

  @Test
  void aTransactionIsToldBeforeAndAfterItsCommit() {
    stores.close();
    List<Steps.Step> steps = new CopyOnWriteArrayList<>();
    stores = Database.open(directory, Settings.DEFAULT.withSteps(steps::add));
    database = stores.database();
    steps.clear();
    assertThat(add("watched", true, false)).isTrue();
    assertThat(steps).startsWith(Steps.Step.WRITTEN, Steps.Step.DURABLE);
  }

  @Test
  void aClosedDatabaseSaysSo() {
    stores.close();
    assertThatThrownBy(() -> add("late", true, false))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void everyoneGetsTheSameFreshKey() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Octets>> got = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Octets own = Octets.utf8("own " + i);
        got.add(threads.submit(() -> stores.keys().getOrCreate("nonce", () -> own)));
      }
      Octets first = got.getFirst().get();
      for (Future<Octets> one : got) assertThat(one.get()).isEqualTo(first);
      assertThat(stores.keys().find("nonce")).contains(first);
    }
  }

  @Test
  void aKeyIsReplacedAndEncrypted() {
    Octets value = Octets.utf8("a token's digest that nobody may read");
    assertThat(stores.keys().find("token")).isEmpty();
    stores.keys().put("token", Octets.utf8("old"));
    stores.keys().put("token", value);
    assertThat(stores.keys().find("token")).contains(value);
    byte[] stored =
        database.read(
            "looking",
            handle ->
                handle
                    .createQuery("SELECT value FROM server_key WHERE name = 'token'")
                    .mapTo(byte[].class)
                    .one());
    assertThat(Octets.wrap(stored).toHex()).doesNotContain(value.toHex());
  }
}
