package io.fumarole.storage;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore.Entry;
import io.fumarole.campaign.exchange.TraceStore.Summary;
import io.fumarole.protocol.syncml.Octets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/// Traced messages as rows of `trace_message`, aliased `m`, and their sessions as rows of
/// `trace_session`, aliased `t`.
final class TraceRows {
  static final String MESSAGE =
      "m.session_key, m.session_id, m.device_id, m.at, m.from_device, m.content_type, m.octets,"
          + " m.length, m.note";

  static final String SESSION =
      "t.device_id, t.session_key, t.session_id, t.started, t.last_at, t.messages";

  private static final String COUNT =
      """
      INSERT INTO trace_session (device_id, session_key, session_id, started, last_at, messages, octets)
      VALUES (:device, :key, :session, :at, :at, 1, :weight)
      ON CONFLICT (device_id, session_key) DO UPDATE SET
        last_at = CASE WHEN trace_session.last_at > excluded.last_at
          THEN trace_session.last_at ELSE excluded.last_at END,
        messages = trace_session.messages + 1,
        octets = trace_session.octets + excluded.octets
      """;

  static final String ADD =
      """
      INSERT INTO trace_message (device_id, session_key, number, session_id, at, from_device,
        content_type, octets, length, note)
      SELECT device_id, session_key, messages, :session, :at, :fromDevice, :type, :octets, :length, :note
      FROM trace_session WHERE device_id = :device AND session_key = :key
      """;

  static final String DELETE_MESSAGES =
      "DELETE FROM trace_message WHERE device_id = :device AND session_key = :key";

  static final String DELETE_SESSION =
      "DELETE FROM trace_session WHERE device_id = :device AND session_key = :key";

  /// About what a row costs besides the message's octets.
  private static final long ROW_OCTETS = 256;

  private TraceRows() {}

  /// What an entry counts for against the limits.
  static long weight(Entry entry) {
    return entry.octets().length() + ROW_OCTETS;
  }

  static void add(Handle tx, Entry entry) {
    tx.createUpdate(COUNT)
        .bind("device", entry.device().value())
        .bind("key", entry.session())
        .bind("session", entry.sessionId())
        .bind("at", entry.at().toEpochMilli())
        .bind("weight", weight(entry))
        .execute();
    tx.createUpdate(ADD)
        .bind("device", entry.device().value())
        .bind("key", entry.session())
        .bind("session", entry.sessionId())
        .bind("at", entry.at().toEpochMilli())
        .bind("fromDevice", Column.of(entry.fromDevice()))
        .bind("type", entry.contentType())
        .bind("octets", entry.octets().toByteArray())
        .bind("length", entry.length())
        .bind("note", entry.note().orElse(null))
        .execute();
  }

  static void delete(Handle tx, String device, String key) {
    tx.createUpdate(DELETE_MESSAGES).bind("device", device).bind("key", key).execute();
    tx.createUpdate(DELETE_SESSION).bind("device", device).bind("key", key).execute();
  }

  static Entry message(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("session_key"),
        row.getString("session_id"),
        new DeviceId(row.getString("device_id")),
        Column.time(row, "at"),
        Column.isTrue(row, "from_device"),
        row.getString("content_type"),
        Octets.wrap(row.getBytes("octets")),
        row.getLong("length"),
        Column.text(row, "note"));
  }

  static Summary session(ResultSet row) throws SQLException {
    return new Summary(
        row.getString("session_key"),
        row.getString("session_id"),
        new DeviceId(row.getString("device_id")),
        Column.time(row, "started"),
        Column.time(row, "last_at"),
        row.getInt("messages"));
  }
}
