package io.fumarole.storage;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/// Brings a database to this program's schema. Migrations are numbered and only ever added; one
/// that was released is never changed.
final class Migrations {
  private static final String WHERE = "classpath:io/fumarole/storage/migrations";

  private Migrations() {}

  static void run(DataSource source, Path file) {
    try {
      Flyway flyway =
          Flyway.configure()
              .loggers("slf4j")
              .dataSource(source)
              .locations(WHERE)
              .placeholders(Map.of("octets", "BLOB"))
              .load();
      refuseNewer(flyway, file);
      flyway.migrate();
    } catch (FlywayException failed) {
      throw StorageException.of("bringing the database " + file + " to this version", failed);
    }
  }

  /// Going on would write rows that the newer program takes for its own.
  private static void refuseNewer(Flyway flyway, Path file) {
    MigrationInfo[] all = flyway.info().all();
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
            .formatted(file, flyway.info().current().getVersion(), known));
  }
}
