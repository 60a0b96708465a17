package io.fumarole.storage;

import io.fumarole.campaign.inventory.Traits;
import io.fumarole.storage.RecordJson.UnreadableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/// The migration that fills the searched columns of devices that were stored without them, from
/// what they said then. In the program's words, because the databases read JSON each in its own.
final class SearchColumns implements JavaMigration {
  private static final TypeReference<Map<String, String>> INVENTORY = new TypeReference<>() {};

  private static final String SLICE =
      "SELECT device_id, inventory FROM device WHERE device_id > ? ORDER BY device_id LIMIT 1000";

  private static final String FILL =
      """
      UPDATE device SET manufacturer = ?, model = ?, version = ?, hardware = ?, language = ?
      WHERE device_id = ?
      """;

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("5.2");
  }

  @Override
  public String getDescription() {
    return "search columns";
  }

  /// What it does may be written anew, as long as it does the same.
  @Override
  @SuppressWarnings("NullAway") // an interface without annotations: null is its word for none
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    List<Row> slice = slice(connection, "");
    while (!slice.isEmpty()) {
      fill(connection, slice);
      slice = slice(connection, slice.getLast().device());
    }
  }

  private record Row(String device, String inventory) {}

  private static List<Row> slice(Connection connection, String after) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SLICE)) {
      query.setString(1, after);
      List<Row> rows = new ArrayList<>();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) rows.add(new Row(found.getString(1), found.getString(2)));
      }
      return rows;
    }
  }

  private static void fill(Connection connection, List<Row> slice) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(FILL)) {
      for (Row row : slice) {
        Traits traits = traits(row.inventory());
        update.setString(1, traits.manufacturer().orElse(null));
        update.setString(2, traits.model().orElse(null));
        update.setString(3, traits.version().orElse(null));
        update.setString(4, traits.hardware().orElse(null));
        update.setString(5, traits.language().orElse(null));
        update.setString(6, row.device());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /// What is unreadable is asked of the device again.
  private static Traits traits(String inventory) {
    try {
      return Traits.of(RecordJson.read(inventory, INVENTORY));
    } catch (UnreadableException unreadable) {
      return Traits.of(Map.of());
    }
  }
}
