package io.fumarole.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jdbi.v3.core.statement.StatementContext;
import org.sqlite.SQLiteConnection;

/// Keeps the prepared statements of a connection. SQLite's driver keeps none, and to parse and plan
/// the statement that reads a device costs more than to run it.
final class KeptStatements extends DefaultStatementBuilder {
  /// More than the texts of the device path, so that a search of the operator's pushes none out.
  private static final int MOST_PER_CONNECTION = 64;

  private final SQLiteConnection connection;

  /// Those that nobody uses, the one that waits longest first.
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

  /// Those in use, with the text that each was prepared from: Jdbi gives them back with the text
  /// that the caller wrote, which has names for the parameters.
  private final IdentityHashMap<Statement, String> used = new IdentityHashMap<>();

  private KeptStatements(SQLiteConnection connection) {
    this.connection = connection;
  }

  /// Of the connections of one data source, as long as each is open.
  static StatementBuilderFactory factory() {
    var kept = new ConcurrentHashMap<SQLiteConnection, KeptStatements>();
    return connection -> of(connection, kept);
  }

  private static StatementBuilder of(
      Connection pooled, Map<SQLiteConnection, KeptStatements> kept) {
    try {
      // Beneath the pool, which would close the statements when it takes its connection back.
      var connection = pooled.unwrap(SQLiteConnection.class);
      KeptStatements known = kept.get(connection);
      if (known != null) return known;
      for (var it = kept.keySet().iterator(); it.hasNext(); ) if (it.next().isClosed()) it.remove();
      return kept.computeIfAbsent(connection, KeptStatements::new);
    } catch (SQLException failed) {
      throw new StorageException("a connection to the database broke", failed);
    }
  }

  @Override
  public PreparedStatement create(Connection pooled, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement waiting = idle.remove(sql);
    PreparedStatement statement = waiting != null ? waiting : connection.prepareStatement(sql);
    used.put(statement, sql);
    return statement;
  }

  @Override
  public void close(Connection pooled, String written, Statement statement) throws SQLException {
    String sql = used.remove(statement);
    if (sql == null || !(statement instanceof PreparedStatement prepared)) {
      statement.close();
      return;
    }
    // What is left of a batch that was never run would run with the next one.
    prepared.clearBatch();
    prepared.clearParameters();
    // The same text was used twice at a time.
    PreparedStatement second = idle.put(sql, prepared);
    if (second != null) second.close();
    if (idle.size() > MOST_PER_CONNECTION) closeEldest();
  }

  private void closeEldest() throws SQLException {
    Iterator<PreparedStatement> eldest = idle.values().iterator();
    PreparedStatement closed = eldest.next();
    eldest.remove();
    closed.close();
  }
}
