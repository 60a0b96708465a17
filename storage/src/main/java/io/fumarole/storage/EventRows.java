package io.fumarole.storage;

import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Events as rows of `event`, aliased `e`.
final class EventRows {
  static final String COLUMNS = "e.device_id, e.deployment_id, e.at, e.kind, e.text";

  /// One statement for all that a message tells; `<events>` are rows as of [#row].
  static final String ADD =
      """
      INSERT INTO event (device_id, number, deployment_id, at, kind, text)
      SELECT CAST(:device AS TEXT), stored.number + told.position, told.deployment_id, told.at,
        told.kind, told.text
      FROM (SELECT COALESCE(MAX(number), 0) AS number FROM event WHERE device_id = :device) stored,
        (<events>) told
      RETURNING number
      """;

  static final String TRIM =
      """
      DELETE FROM event WHERE device_id = :device
        AND number <= (SELECT MAX(number) FROM event WHERE device_id = :device) - :most
      """;

  /// A device that reports without end pushes out its own oldest events, and nobody else's. A
  /// deployment has some ten.
  static final int MOST_PER_DEVICE = 2_000;

  /// The oldest are cut whenever a device's events have grown by so many: a statement seldom,
  /// instead of one with each message.
  static final int CUT_EVERY = 100;

  /// A message tells fewer.
  private static final int MOST_IN_ONE_STATEMENT = 32;

  private EventRows() {}

  /// Adds events behind those that their devices have, in their order.
  static void add(Handle tx, List<Event> events) {
    var byDevice = new LinkedHashMap<DeviceId, List<Event>>();
    for (Event event : events)
      byDevice.computeIfAbsent(event.device(), device -> new ArrayList<>()).add(event);
    byDevice.forEach(
        (device, told) -> {
          for (int from = 0; from < told.size(); from += MOST_IN_ONE_STATEMENT)
            add(
                tx,
                device,
                told.subList(from, Math.min(from + MOST_IN_ONE_STATEMENT, told.size())));
        });
  }

  private static void add(Handle tx, DeviceId device, List<Event> told) {
    String rows =
        IntStream.range(0, told.size())
            .mapToObj(EventRows::row)
            .collect(Collectors.joining(" UNION ALL "));
    Query insert = tx.createQuery(ADD).define("events", rows).bind("device", device.value());
    for (int i = 0; i < told.size(); i++) bind(insert, i, told.get(i));
    long last = insert.mapTo(Long.class).list().stream().mapToLong(n -> n).max().orElseThrow();
    if (last / CUT_EVERY > (last - told.size()) / CUT_EVERY) trim(tx, device);
  }

  /// The parameters of the event at `index` of a list.
  static String row(int index) {
    return "SELECT %1$d AS position, CAST(:deployment%2$d AS TEXT) AS deployment_id, CAST(:at%2$d AS BIGINT) AS at, CAST(:kind%2$d AS TEXT) AS kind, CAST(:text%2$d AS TEXT) AS text"
        .formatted(index + 1, index);
  }

  private static void bind(Query insert, int index, Event event) {
    insert
        .bind("deployment" + index, event.deployment().map(DeploymentId::value).orElse(null))
        .bind("at" + index, event.at().toEpochMilli())
        .bind("kind" + index, event.kind())
        .bind("text" + index, event.text());
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
