package io.fumarole.storage;

import io.fumarole.campaign.webhook.DeliveryState;
import io.fumarole.campaign.webhook.Webhook;
import io.fumarole.campaign.webhook.Webhook.Previous;
import io.fumarole.campaign.webhook.Webhook.Secrets;
import io.fumarole.campaign.webhook.WebhookDelivery;
import io.fumarole.campaign.webhook.WebhookDelivery.Progress;
import io.fumarole.campaign.webhook.WebhookId;
import io.fumarole.protocol.syncml.Octets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/// Webhooks as rows of `webhook`, their secrets sealed, and deliveries as rows of
/// `webhook_delivery`.
final class WebhookRows {
  static final String COLUMNS =
      "webhook_id, name, url, types, secret, previous_secret, previous_until, is_active, words, created,"
          + " since, failing_since, revision";

  static final String DELIVERY =
      "webhook_id, event_key, event_id, type, body, state, tries, wake_at, status, words, changed";

  private static final String ADD =
      """
      INSERT INTO webhook (webhook_id, name, url, types, secret, previous_secret, previous_until,
        is_active, words, created, since, failing_since, revision)
      VALUES (:id, :name, :url, :types, :secret, :previous, :previousUntil, :active, :words, :created,
        :since, :failingSince, :revision)
      ON CONFLICT (webhook_id) DO NOTHING
      """;

  /// What the deliveries tell of it is theirs, unless it is switched on anew.
  static final String UPDATE =
      """
      UPDATE webhook SET name = :name, url = :url, types = :types, secret = :secret,
        previous_secret = :previous, previous_until = :previousUntil, is_active = :active,
        words = :words, since = :since, failing_since = :failingSince, revision = :revision
      WHERE webhook_id = :id AND revision = :was
      """;

  private static final String OFFER =
      """
      INSERT INTO webhook_delivery (webhook_id, event_key, event_id, type, body, state, tries, wake_at,
        status, words, changed)
      VALUES (:webhook, :key, :event, :type, :body, :state, :tries, :wake, :status, :words, :changed)
      ON CONFLICT (webhook_id, event_key) DO NOTHING
      """;

  static final String PROGRESS =
      """
      UPDATE webhook_delivery SET state = :state, tries = :tries, wake_at = :wake, status = :status,
        words = :words, changed = :changed
      WHERE webhook_id = :webhook AND event_key = :key AND state = :was AND tries = :wasTries
      """;

  private final SecretKeys keys;

  WebhookRows(SecretKeys keys) {
    this.keys = keys;
  }

  private static String belonging(WebhookId id) {
    return "webhook " + id;
  }

  boolean add(Handle tx, Webhook webhook) {
    return bind(tx.createUpdate(ADD), webhook)
            .bind("created", webhook.created().toEpochMilli())
            .execute()
        == 1;
  }

  boolean update(Handle tx, Webhook was, Webhook changed) {
    return bind(tx.createUpdate(UPDATE), changed).bind("was", was.revision()).execute() == 1;
  }

  private <T extends SqlStatement<T>> T bind(T statement, Webhook it) {
    Optional<Previous> previous = it.secrets().previous();
    return statement
        .bind("id", it.id().value())
        .bind("name", it.name())
        .bind("url", it.url())
        .bind("types", String.join(" ", it.types()))
        .bind("secret", sealed(it.id(), it.secrets().current()))
        .bind("previous", previous.map(old -> sealed(it.id(), old.secret())).orElse(null))
        .bind("previousUntil", previous.map(old -> old.until().toEpochMilli()).orElse(null))
        .bind("active", Column.of(it.isActive()))
        .bind("words", it.words())
        .bind("since", it.since().toEpochMilli())
        .bind("failingSince", it.failingSince().map(Instant::toEpochMilli).orElse(null))
        .bind("revision", it.revision());
  }

  private byte[] sealed(WebhookId id, Octets secret) {
    return keys.seal(secret.toByteArray(), belonging(id));
  }

  private Octets opened(WebhookId id, byte[] sealed) {
    return Octets.wrap(keys.open(sealed, belonging(id)));
  }

  Webhook read(ResultSet row) throws SQLException {
    var id = new WebhookId(row.getString("webhook_id"));
    byte[] old = row.getBytes("previous_secret");
    Optional<Previous> previous =
        old == null
            ? Optional.empty()
            : Optional.of(new Previous(opened(id, old), Column.time(row, "previous_until")));
    return new Webhook(
        id,
        row.getString("name"),
        row.getString("url"),
        new TreeSet<>(List.of(row.getString("types").split(" "))),
        new Secrets(opened(id, row.getBytes("secret")), previous),
        Column.isTrue(row, "is_active"),
        row.getString("words"),
        Column.time(row, "created"),
        Column.time(row, "since"),
        Column.number(row, "failing_since").map(Instant::ofEpochMilli),
        row.getLong("revision"));
  }

  static int offer(Handle tx, List<WebhookDelivery> deliveries) {
    PreparedBatch batch = tx.prepareBatch(OFFER);
    for (WebhookDelivery it : deliveries)
      bind(batch, it, it.progress())
          .bind("event", it.event())
          .bind("type", it.type())
          .bind("body", it.body())
          .add();
    int added = 0;
    for (int count : batch.execute()) added += count > 0 ? 1 : 0;
    return added;
  }

  static boolean update(Handle tx, WebhookDelivery was, Progress progress) {
    return bind(tx.createUpdate(PROGRESS), was, progress)
            .bind("was", was.progress().state().name())
            .bind("wasTries", was.progress().tries())
            .execute()
        == 1;
  }

  private static <T extends SqlStatement<T>> T bind(
      T statement, WebhookDelivery it, Progress progress) {
    return statement
        .bind("webhook", it.webhook().value())
        .bind("key", it.key())
        .bind("state", progress.state().name())
        .bind("tries", progress.tries())
        .bind("wake", progress.wakeAt().map(Instant::toEpochMilli).orElse(null))
        .bind("status", progress.status().orElse(null))
        .bind("words", progress.words())
        .bind("changed", progress.changed().toEpochMilli());
  }

  static WebhookDelivery delivery(ResultSet row) throws SQLException {
    return new WebhookDelivery(
        new WebhookId(row.getString("webhook_id")),
        row.getString("event_id"),
        row.getString("event_key"),
        row.getString("type"),
        row.getString("body"),
        new Progress(
            DeliveryState.valueOf(row.getString("state")),
            row.getInt("tries"),
            Column.number(row, "wake_at").map(Instant::ofEpochMilli),
            Column.number(row, "status").map(Long::intValue),
            row.getString("words"),
            Column.time(row, "changed")));
  }
}
