package io.fumarole.storage;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.campaign.paging.Before;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/// [TraceStore] in the database, written behind.
final class SqlTraceStore implements TraceStore {
  private static final String SELECT = "SELECT " + TraceRows.SESSION + " FROM trace_session t ";
  private static final String NEWEST =
      Pages.condition("t.last_at", "t.session_key") + Pages.order("t.last_at", "t.session_key");
  static final String SESSIONS = SELECT + "WHERE " + NEWEST;
  static final String SESSIONS_OF_DEVICE = SELECT + "WHERE t.device_id = :device AND " + NEWEST;
  static final String MESSAGES =
      "SELECT "
          + TraceRows.MESSAGE
          + """
           FROM trace_session t
          JOIN trace_message m ON m.device_id = t.device_id AND m.session_key = t.session_key
          WHERE t.session_key = :key ORDER BY m.number LIMIT :limit
          """;

  /// A large object in the smallest messages stays below this.
  private static final int MOST_MESSAGES = 100_000;

  private final Database database;
  private final BehindWriter behind;

  SqlTraceStore(Database database, BehindWriter behind) {
    this.database = database;
    this.behind = behind;
  }

  @Override
  public void append(List<Entry> entries) {
    behind.append(entries);
  }

  @Override
  public List<Summary> sessions(Optional<DeviceId> device, Before before, int limit) {
    return database.read(
        "listing sessions",
        handle -> {
          Query query = handle.createQuery(device.isPresent() ? SESSIONS_OF_DEVICE : SESSIONS);
          device.ifPresent(id -> query.bind("device", id.value()));
          return Pages.bind(query, before, limit)
              .map((row, context) -> TraceRows.session(row))
              .list();
        });
  }

  @Override
  public List<Entry> messages(String session) {
    return database.read(
        "reading session " + session,
        handle ->
            handle
                .createQuery(MESSAGES)
                .bind("key", session)
                .bind("limit", MOST_MESSAGES)
                .map((row, context) -> TraceRows.message(row))
                .list());
  }
}
