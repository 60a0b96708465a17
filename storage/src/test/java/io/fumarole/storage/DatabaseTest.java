package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.contract.StoreContract;
import io.fumarole.campaign.contract.StoresUnderTest;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.exchange.ExchangeStore.Lookup;
import io.fumarole.campaign.exchange.TraceStore.Entry;
import io.fumarole.campaign.paging.Before;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.Engine.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is SQLite's own: its files, the secrets in them, and rows that cannot be read.
final class DatabaseTest extends StoreContract {
  @TempDir Path directory;

  @Override
  protected StoresUnderTest openEmpty() {
    return SqlUnderTest.sqlite(directory);
  }

  private Database database() {
    return ((SqlUnderTest) stores()).stores().database();
  }

  private int execute(String sql, Object... values) {
    return database().write("spoiling", tx -> Verdict.keep(tx.execute(sql, values)));
  }

  @ParameterizedTest // synchronous 2 is FULL: a commit is on the disk, not only with the kernel.
  @CsvSource({"journal_mode, wal", "synchronous, 2", "foreign_keys, 1", "query_only, 0"})
  void theWriterIsDurableAndStrict(String pragma, String value) {
    String sql = "PRAGMA " + pragma;
    String found =
        database()
            .write("looking", tx -> Verdict.keep(tx.createQuery(sql).mapTo(String.class).one()));
    assertThat(found).isEqualTo(value);
  }

  @Test
  void readersCannotWrite() {
    assertThatThrownBy(
            () -> database().read("writing", handle -> handle.execute("DELETE FROM device")))
        .isInstanceOf(StorageException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE session SET state = replace(state, '\"version\":1', '\"version\":99')",
        "UPDATE session SET place = replace(place, 'Quiet', 'Asleep')",
        "UPDATE session SET state = 'damaged'"
      })
  void anUnreadableSessionIsGoneAndTheNextTakesItsPlace(String damage) {
    stores().devices().add(device(DEVICE));
    assertThat(commit("k1")).isTrue();
    assertThat(execute(damage)).isEqualTo(1);
    assertThat(load().device()).isPresent();
    assertThat(load().session()).isEmpty();
    var before = load();
    assertThat(commit("k2")).isTrue();
    assertThat(load().session()).contains(session(DEVICE, "k2", 1));
    var late = changes(device(DEVICE), session(DEVICE, "k3", 1));
    assertThat(stores().exchange().commit(before, late)).isFalse();
  }

  @Test
  void aDevicesOldestEventsMakeRoomForItsNewest() {
    int many = EventRows.MOST_PER_DEVICE + EventRows.CUT_EVERY + 5;
    database()
        .write(
            "filling",
            tx -> {
              EventRows.add(tx, List.of(event(OTHER, Optional.empty(), "kept")));
              for (int i = 0; i < many; i++)
                EventRows.add(tx, List.of(event(DEVICE, Optional.empty(), "event " + i)));
              return Verdict.keep(many);
            });
    String count = "SELECT COUNT(*) FROM event WHERE device_id = ?";
    assertThat(
            (int)
                database()
                    .read(
                        "counting",
                        it -> it.select(count, DEVICE.value()).mapTo(Integer.class).one()))
        .isEqualTo(EventRows.MOST_PER_DEVICE + 5);
    assertThat(stores().deployments().events(Optional.of(OTHER), Optional.empty(), 9)).hasSize(1);
    assertThat(stores().deployments().events(Optional.of(DEVICE), Optional.empty(), many))
        .first()
        .matches(it -> it.text().equals("event " + EventRows.CUT_EVERY));
  }

  @Test
  void aCommitWithMoreEventsThanAStatementTakesKeepsAllInTheirOrder() {
    List<Event> told =
        IntStream.range(0, 70)
            .mapToObj(i -> event(DEVICE, Optional.empty(), "event " + i))
            .toList();
    database()
        .write(
            "filling",
            tx -> {
              EventRows.add(tx, told);
              EventRows.add(tx, List.of(event(OTHER, Optional.empty(), "other")));
              return Verdict.keep(told.size());
            });
    assertThat(stores().deployments().events(Optional.of(DEVICE), Optional.empty(), 100))
        .extracting(Event::text)
        .containsExactlyElementsOf(told.stream().map(Event::text).toList());
  }

  @Test
  void aReadThatIsOverLetsTheLogBeCutBack() {
    prepared();
    assertThat(commit("k1")).isTrue();
    assertThat(load().session()).isPresent();
    int busy =
        Jdbi.create("jdbc:sqlite:" + directory.resolve(Sqlite.FILE))
            .withHandle(
                it ->
                    it.createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
                        .map((row, context) -> row.getInt(1))
                        .one());
    assertThat(busy).isZero();
  }

  private boolean commit(String key) {
    var loaded = load();
    return stores()
        .exchange()
        .commit(loaded, changes(loaded.device().orElseThrow(), session(DEVICE, key, 1)));
  }

  @Test
  void anUnreadableDeploymentStopsNeitherTheDeviceNorTheList() {
    prepared();
    execute("UPDATE deployment SET attempts = 'damaged'");
    assertThat(load().device()).isPresent();
    assertThat(load().deployments()).isEmpty();
    assertThat(stores().deployments().list(Optional.empty(), Before.ALL, 9)).isEmpty();
  }

  @Test
  void anUnreadableObjectIsAskedForAgain() {
    stores().devices().add(device(DEVICE));
    execute("UPDATE device SET object = '{}', inventory = ''");
    Device read = load().device().orElseThrow();
    assertThat(read.object()).isEmpty();
    assertThat(read.inventory()).isEmpty();
    assertThat(read.client()).isEqualTo(device(DEVICE).client());
  }

  @Test
  void noSecretIsOnTheDisk() throws IOException {
    stores().devices().add(device(DEVICE));
    stores().close();
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String octets = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(octets).doesNotContain(device(DEVICE).client().orElseThrow().secretHash());
        assertThat(octets).doesNotContain("ssword");
      }
    }
  }

  @Test
  void aSecretOpensOnlyForItsDeviceAndRole() {
    stores().devices().add(device(DEVICE));
    stores().devices().add(device(OTHER));
    execute(
        "UPDATE device SET client_account = server_account WHERE device_id = ?", DEVICE.value());
    assertThatThrownBy(this::load).isInstanceOf(StorageException.class);
    execute(
        "UPDATE device SET client_account = (SELECT client_account FROM device WHERE device_id = ?)"
            + " WHERE device_id = ?",
        OTHER.value(),
        DEVICE.value());
    assertThatThrownBy(this::load)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("device " + DEVICE + " client");
  }

  @Test
  void theKeyFileIsForItsOwnerOnly() throws IOException {
    Path key = directory.resolve(SecretKeys.FILE);
    assertThat(Files.size(key)).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void aMissingKeyIsNotReplaced() throws IOException {
    stores().close();
    Path key = directory.resolve(SecretKeys.FILE);
    byte[] octets = Files.readAllBytes(key);
    Files.delete(key);
    assertThatThrownBy(() -> SqlUnderTest.sqlite(directory))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("secret.key is missing");
    assertThat(key).doesNotExist();
    Files.write(key, octets);
    reopen();
    assertThat(load().device()).isEmpty();
  }

  @Test
  void anotherKeyIsRefused() throws IOException {
    stores().close();
    Files.write(directory.resolve(SecretKeys.FILE), new byte[32]);
    assertThatThrownBy(() -> SqlUnderTest.sqlite(directory))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("restore the right file");
    var tooShort = Octets.wrap(new byte[31]);
    assertThatThrownBy(() -> SecretKeys.of(tooShort)).isInstanceOf(StorageException.class);
  }

  @Test
  void aDirectoryThatAServerOfThisProcessUsesIsRefusedUntilItIsClosed() {
    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(() -> SqlUnderTest.sqlite(directory))
          .isInstanceOf(StorageException.class)
          .hasMessage(
              "another server uses the data directory "
                  + directory
                  + ": end it, or start this one with another (--data)");
    }
    reopen();
    assertThat(load().device()).isEmpty();
  }

  @Test
  void aNewerSchemaIsRefused() {
    execute(
        """
        INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,
          checksum, installed_by, execution_time, success)
        VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)
        """);
    stores().close();
    assertThatThrownBy(() -> SqlUnderTest.sqlite(directory))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("has schema 99, this program knows up to ")
        .hasMessageContaining("start the newer program");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    stores().close();
    Files.writeString(directory.resolve(Sqlite.FILE), "this is not a database".repeat(100));
    assertThatThrownBy(() -> SqlUnderTest.sqlite(directory))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("restore it from a backup");
  }

  @Test
  void aDeviceThatHasNotToldItsModelIsOfferedAll() {
    var later = offered(firmware("p1", "2.0"), "M-2", NOW.plusSeconds(1));
    stores().packages().add(offered(firmware("p2", "2.0"), "M-1", NOW));
    stores().packages().add(later);
    var lookup = new Lookup(Set.of(), true, Optional.empty());
    assertThat(stores().exchange().load(DEVICE, lookup).packages()).hasSize(2).startsWith(later);
  }

  @Test
  void oldTracesAndThoseOverTheSizeGo() {
    stores().close();
    Instant[] now = {NOW.plusSeconds(100)};
    Settings settings =
        Settings.DEFAULT.withTrace(Duration.ofSeconds(50), 20_000).withClock(() -> now[0]);
    try (Stores bounded = Database.open(directory, settings)) {
      bounded.traces().append(List.of(entry("old", 10), entry("k0", 60)));
      for (int i = 1; i <= 20; i++) bounded.traces().append(List.of(entry("k" + i, 60 + i)));
      bounded.flush();
      now[0] = now[0].plus(Duration.ofMinutes(2));
      bounded.traces().append(List.of(entry("new", 210)));
      bounded.flush();
      assertThat(bounded.traces().sessions(Optional.empty(), Before.ALL, 99))
          .extracting(s -> s.session())
          .containsExactly("new");
      assertThat(bounded.traces().messages("old")).isEmpty();
      for (int i = 1; i <= 30; i++) bounded.traces().append(List.of(entry("m" + i, 211 + i)));
      bounded.flush();
      assertThat(bounded.traces().sessions(Optional.empty(), Before.ALL, 99))
          .extracting(s -> s.session())
          .hasSize(15)
          .startsWith("m30", "m29");
    }
  }

  /// 1,280 octets as the bound counts them.
  private static Entry entry(String session, int second) {
    return new Entry(
        session,
        "1",
        DEVICE,
        NOW.plusSeconds(second),
        true,
        "application/vnd.syncml.dm+xml",
        Octets.wrap(new byte[1_024]),
        1_024,
        Optional.empty());
  }
}
