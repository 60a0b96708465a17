package io.fumarole.storage;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.notification.DeviceNotification;
import io.fumarole.campaign.notification.DeviceNotification.Answer;
import io.fumarole.campaign.notification.DeviceNotification.Delivery;
import io.fumarole.campaign.notification.NotificationId;
import io.fumarole.campaign.notification.NotificationState;
import io.fumarole.campaign.notification.Way;
import io.fumarole.protocol.syncml.Octets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Notifications as rows of `notification`.
final class NotificationRows {
  static final String COLUMNS =
      """
      device_id, notification_id, session_number, pdu, created, until_at, state, way, message_id,
      tries, wake_at, words, changed, answered_at, session_key
      """;

  private static final String ADD =
      """
      INSERT INTO notification (device_id, notification_id, session_number, pdu, created, until_at,
        state, way, message_id, tries, wake_at, words, changed)
      VALUES (:device, :id, :number, :pdu, :created, :until, :state, :way, :message, :tries, :wake,
        :words, :changed)
      """;

  /// What the device does is not ours to overwrite: its answer is left alone.
  static final String UPDATE =
      """
      UPDATE notification SET state = :state, way = :way, message_id = :message, tries = :tries,
        wake_at = :wake, words = :words, changed = :changed
      WHERE device_id = :device AND notification_id = :id AND state = :was AND tries = :wasTries
      """;

  static final String ANSWER =
      """
      UPDATE notification SET answered_at = :at, session_key = :session
      WHERE device_id = :device AND answered_at IS NULL
      """;

  private NotificationRows() {}

  static void add(Handle tx, DeviceNotification it) {
    bind(tx.createUpdate(ADD), it, it.delivery())
        .bind("number", it.sessionId())
        .bind("pdu", it.pdu().toByteArray())
        .bind("created", it.created().toEpochMilli())
        .bind("until", it.until().toEpochMilli())
        .execute();
  }

  /// False when it has come further since `was` was read.
  static boolean update(Handle tx, DeviceNotification was, Delivery delivery) {
    return bind(tx.createUpdate(UPDATE), was, delivery)
            .bind("was", was.delivery().state().name())
            .bind("wasTries", was.delivery().tries())
            .execute()
        == 1;
  }

  private static Update bind(Update update, DeviceNotification it, Delivery delivery) {
    return update
        .bind("device", it.device().value())
        .bind("id", it.id().value())
        .bind("state", delivery.state().name())
        .bind("way", delivery.way().map(Way::name).orElse(null))
        .bind("message", delivery.messageId().orElse(null))
        .bind("tries", delivery.tries())
        .bind("wake", delivery.wakeAt().map(Instant::toEpochMilli).orElse(null))
        .bind("words", delivery.words())
        .bind("changed", delivery.changed().toEpochMilli());
  }

  /// Marks all that the device has not answered yet.
  static void answer(Handle tx, DeviceId device, Answer answer) {
    tx.createUpdate(ANSWER)
        .bind("device", device.value())
        .bind("at", answer.at().toEpochMilli())
        .bind("session", answer.session())
        .execute();
  }

  static DeviceNotification read(ResultSet row) throws SQLException {
    Optional<Instant> answeredAt = Column.number(row, "answered_at").map(Instant::ofEpochMilli);
    String session = Column.text(row, "session_key").orElse("");
    return new DeviceNotification(
        new NotificationId(row.getString("notification_id")),
        new DeviceId(row.getString("device_id")),
        row.getInt("session_number"),
        Octets.wrap(row.getBytes("pdu")),
        Column.time(row, "created"),
        Column.time(row, "until_at"),
        new Delivery(
            NotificationState.valueOf(row.getString("state")),
            Column.text(row, "way").map(Way::valueOf),
            Column.text(row, "message_id"),
            row.getInt("tries"),
            Column.number(row, "wake_at").map(Instant::ofEpochMilli),
            row.getString("words"),
            Column.time(row, "changed")),
        answeredAt.map(at -> new Answer(at, session)));
  }
}
