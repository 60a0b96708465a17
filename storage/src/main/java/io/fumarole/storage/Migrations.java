package io.fumarole.storage;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/// Brings a database to this program's schema. Migrations are numbered and only ever added; one
/// that was released is never changed.
final class Migrations {
  private static final String WHERE = "classpath:io/fumarole/storage/migrations/";
  private static final String COMMON = WHERE + "common";

  private Migrations() {}

  /// The kinds of database. Nearly all migrations are one text for all of them.
  enum Kind {
    SQLITE("BLOB"),
    POSTGRESQL("BYTEA") {
      @Override
      String[] locations() {
        return new String[] {COMMON, WHERE + "postgresql"};
      }
    };

    private final String octets;

    Kind(String octets) {
      this.octets = octets;
    }

    String[] locations() {
      return new String[] {COMMON};
    }

    Map<String, String> placeholders() {
      return Map.of("octets", octets);
    }
  }

  /// @param name of the database, for people
  static void run(DataSource source, Kind kind, String name) {
    try {
      Flyway flyway =
          Flyway.configure()
              .loggers("slf4j")
              .dataSource(source)
              .locations(kind.locations())
              .javaMigrations(new SearchColumns())
              .placeholders(kind.placeholders())
              .load();
      MigrationInfoService found = flyway.info();
      refuseNewer(found, name);
      if (!isOurs(found)) flyway.migrate();
    } catch (FlywayException failed) {
      throw StorageException.of("bringing the database " + name + " to this version", failed);
    }
  }

  /// Whether every migration was applied, and as we have it. Then nothing else needs to be looked
  /// at, which would take as long again.
  private static boolean isOurs(MigrationInfoService found) {
    return Arrays.stream(found.all())
        .allMatch(
            it ->
                it.getState() == MigrationState.SUCCESS
                    && Objects.equals(it.getAppliedChecksum(), it.getResolvedChecksum()));
  }

  /// Going on would write rows that the newer program takes for its own.
  private static void refuseNewer(MigrationInfoService found, String name) {
    MigrationInfo[] all = found.all();
    boolean isNewer =
        Arrays.stream(all)
            .map(MigrationInfo::getState)
            .anyMatch(
                state ->
                    state == MigrationState.FUTURE_SUCCESS
                        || state == MigrationState.FUTURE_FAILED);
    if (!isNewer) return;
    MigrationVersion known =
        Arrays.stream(all)
            .filter(m -> m.getState().isResolved())
            .map(MigrationInfo::getVersion)
            .max(MigrationVersion::compareTo)
            .orElse(MigrationVersion.EMPTY);
    throw new StorageException(
        "the database %s has schema %s, this program knows up to %s: start the newer program, or restore a backup from before it"
            .formatted(name, found.current().getVersion(), known));
  }
}
