package io.fumarole.storage;

import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Events as rows of `event`, aliased `e`.
final class EventRows {
  static final String COLUMNS = "e.device_id, e.deployment_id, e.at, e.kind, e.text";

  static final String ADD =
      """
      INSERT INTO event (device_id, number, deployment_id, at, kind, text)
      SELECT :device, COALESCE(MAX(number), 0) + 1, :deployment, :at, :kind, :text
      FROM event WHERE device_id = :device
      """;

  static final String TRIM =
      """
      DELETE FROM event WHERE device_id = :device
        AND number <= (SELECT MAX(number) FROM event WHERE device_id = :device) - :most
      """;

  /// A device that reports without end pushes out its own oldest events, and nobody else's. A
  /// deployment has some ten.
  static final int MOST_PER_DEVICE = 2_000;

  private EventRows() {}

  /// Adds events, and cuts the oldest of their devices once for all of them.
  static void add(Handle tx, List<Event> events) {
    for (Event event : events) insert(tx, event);
    events.stream().map(Event::device).distinct().forEach(device -> trim(tx, device));
  }

  private static void insert(Handle tx, Event event) {
    tx.createUpdate(ADD)
        .bind("device", event.device().value())
        .bind("deployment", event.deployment().map(DeploymentId::value).orElse(null))
        .bind("at", event.at().toEpochMilli())
        .bind("kind", event.kind())
        .bind("text", event.text())
        .execute();
  }

  private static void trim(Handle tx, DeviceId device) {
    tx.createUpdate(TRIM).bind("device", device.value()).bind("most", MOST_PER_DEVICE).execute();
  }

  static Event read(ResultSet row) throws SQLException {
    return new Event(
        new DeviceId(row.getString("device_id")),
        Column.text(row, "deployment_id").map(DeploymentId::new),
        Column.time(row, "at"),
        row.getString("kind"),
        row.getString("text"));
  }
}
