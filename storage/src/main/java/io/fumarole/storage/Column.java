package io.fumarole.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Columns as the domain's values.
final class Column {
  private Column() {}

  static Optional<String> text(ResultSet row, String name) throws SQLException {
    return Optional.ofNullable(row.getString(name));
  }

  static Instant time(ResultSet row, String name) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(name));
  }

  static Optional<Long> number(ResultSet row, String name) throws SQLException {
    long value = row.getLong(name);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }

  static boolean isTrue(ResultSet row, String name) throws SQLException {
    return row.getLong(name) != 0;
  }

  static long of(boolean value) {
    return value ? 1 : 0;
  }
}
