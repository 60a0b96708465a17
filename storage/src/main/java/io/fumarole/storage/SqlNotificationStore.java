package io.fumarole.storage;

import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.notification.DeviceNotification;
import io.fumarole.campaign.notification.DeviceNotification.Delivery;
import io.fumarole.campaign.notification.NotificationStore;
import io.fumarole.storage.Engine.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;

/// [NotificationStore] in the database.
final class SqlNotificationStore implements NotificationStore {
  private static final String SELECT = "SELECT " + NotificationRows.COLUMNS + " FROM notification ";
  static final String IS_ANY_DUE = "SELECT 1 FROM notification WHERE wake_at <= :now LIMIT 1";

  /// As deployments are claimed: by being put off.
  static final String CLAIM =
      Engine.due(
              "SELECT device_id, notification_id FROM notification WHERE wake_at <= :now "
                  + "ORDER BY wake_at LIMIT :limit")
          + """
          UPDATE notification SET wake_at = :lease
          WHERE (device_id, notification_id) IN (SELECT * FROM due) AND wake_at <= :now
          RETURNING\s"""
          + NotificationRows.COLUMNS;

  static final String BY_MESSAGE = SELECT + "WHERE message_id IN (<messages>)";
  static final String LIST =
      SELECT + "WHERE device_id = :device ORDER BY created DESC, notification_id LIMIT :limit";

  /// In the order of the key, and no further than the page is long.
  static final String UNANSWERED =
      """
      SELECT device_id, COUNT(way) AS sent, MIN(created) AS first, MAX(created) AS last
      FROM notification WHERE device_id > :after
      GROUP BY device_id
      HAVING COUNT(answered_at) = 0 AND COUNT(way) > 0 AND MAX(until_at) <= :now
      ORDER BY device_id LIMIT :limit
      """;

  static final String FORGET =
      """
      DELETE FROM notification WHERE (device_id, notification_id) IN (
        SELECT device_id, notification_id FROM notification WHERE created < :before
        ORDER BY created LIMIT :limit)
      """;

  private final Database database;
  private final DeviceRows devices;

  SqlNotificationStore(Database database, DeviceRows devices) {
    this.database = database;
    this.devices = devices;
  }

  @Override
  public boolean add(Device changed, DeviceNotification notification) {
    return database.write(
        "adding a notification to device " + changed.id(),
        tx -> {
          if (!devices.update(tx, changed, changed)) return Verdict.undo(false);
          NotificationRows.add(tx, notification);
          return Verdict.keep(true);
        });
  }

  /// Looks before it claims: most of the time nothing is due, and the one writer is left alone.
  @Override
  public List<DeviceNotification> claim(Instant now, Instant lease, int limit) {
    boolean isAnyDue =
        database.read(
            "looking for due notifications",
            handle ->
                handle
                    .createQuery(IS_ANY_DUE)
                    .bind("now", now.toEpochMilli())
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
    if (!isAnyDue) return List.of();
    return database.write(
        "claiming due notifications",
        tx ->
            Verdict.keep(
                tx.createQuery(CLAIM)
                    .bind("now", now.toEpochMilli())
                    .bind("lease", lease.toEpochMilli())
                    .bind("limit", limit)
                    .map((row, context) -> NotificationRows.read(row))
                    .list()));
  }

  @Override
  public boolean update(DeviceNotification was, Delivery delivery, Optional<Event> event) {
    return database.write(
        "storing notification " + was.id(),
        tx -> {
          if (!NotificationRows.update(tx, was, delivery)) return Verdict.undo(false);
          EventRows.add(tx, event.stream().toList());
          return Verdict.keep(true);
        });
  }

  @Override
  public List<DeviceNotification> byMessage(List<String> messageIds) {
    return messageIds.isEmpty()
        ? List.of()
        : list("finding a notification", BY_MESSAGE, it -> it.bindList("messages", messageIds));
  }

  @Override
  public List<DeviceNotification> list(DeviceId device, int limit) {
    return list(
        "listing notifications of " + device,
        LIST,
        it -> it.bind("device", device.value()).bind("limit", limit));
  }

  private List<DeviceNotification> list(String doing, String sql, Consumer<Query> bindings) {
    return database.list(doing, sql, bindings, NotificationRows::read);
  }

  @Override
  public List<Unanswered> unanswered(String after, int limit, Instant now) {
    return database.read(
        "looking for devices that do not answer",
        handle ->
            handle
                .createQuery(UNANSWERED)
                .bind("after", after)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Unanswered(
                            new DeviceId(row.getString("device_id")),
                            row.getInt("sent"),
                            Column.time(row, "first"),
                            Column.time(row, "last")))
                .list());
  }

  @Override
  public int forget(Instant createdBefore, int limit) {
    return database.write(
        "forgetting notifications",
        tx ->
            Verdict.keep(
                tx.createUpdate(FORGET)
                    .bind("before", createdBefore.toEpochMilli())
                    .bind("limit", limit)
                    .execute()));
  }
}
