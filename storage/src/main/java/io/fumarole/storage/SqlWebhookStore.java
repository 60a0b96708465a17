package io.fumarole.storage;

import io.fumarole.campaign.webhook.DeliveryState;
import io.fumarole.campaign.webhook.Webhook;
import io.fumarole.campaign.webhook.WebhookDelivery;
import io.fumarole.campaign.webhook.WebhookDelivery.Progress;
import io.fumarole.campaign.webhook.WebhookId;
import io.fumarole.campaign.webhook.WebhookStore;
import io.fumarole.storage.Engine.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/// [WebhookStore] in the database.
final class SqlWebhookStore implements WebhookStore {
  private static final String SELECT = "SELECT " + WebhookRows.COLUMNS + " FROM webhook ";
  static final String FIND = SELECT + "WHERE webhook_id = :id";
  static final String LIST = SELECT + "ORDER BY created DESC, webhook_id LIMIT :limit";

  static final String REMOVE = "DELETE FROM webhook WHERE webhook_id = :id";
  static final String CLEAR =
      """
      DELETE FROM webhook_delivery WHERE webhook_id = :id AND event_key IN (
        SELECT event_key FROM webhook_delivery WHERE webhook_id = :id LIMIT :limit)
      """;

  static final String WELL =
      """
      UPDATE webhook SET failing_since = NULL,
        words = CASE WHEN is_active = 1 THEN '' ELSE words END
      WHERE webhook_id = :id
      """;
  static final String FAILING =
      """
      UPDATE webhook SET failing_since = COALESCE(failing_since, :now),
        words = CASE WHEN is_active = 1 THEN :words ELSE words END
      WHERE webhook_id = :id
      """;
  static final String SWITCH_OFF =
      """
      UPDATE webhook SET is_active = 0, words = :words, revision = revision + 1
      WHERE webhook_id = :id AND is_active = 1
      """;

  private static final String SELECT_DELIVERY =
      "SELECT " + WebhookRows.DELIVERY + " FROM webhook_delivery ";
  static final String IS_ANY_DUE =
      "SELECT 1 FROM webhook_delivery WHERE webhook_id = :webhook AND wake_at <= :now LIMIT 1";

  /// As notifications are claimed: by being put off.
  static final String CLAIM =
      Engine.due(
              "SELECT event_key FROM webhook_delivery WHERE webhook_id = :webhook AND wake_at <= :now "
                  + "ORDER BY wake_at LIMIT :limit")
          + """
          UPDATE webhook_delivery SET wake_at = :lease
          WHERE webhook_id = :webhook AND event_key IN (SELECT * FROM due) AND wake_at <= :now
          RETURNING\s"""
          + WebhookRows.DELIVERY;

  static final String FIND_DELIVERY =
      SELECT_DELIVERY + "WHERE webhook_id = :webhook AND event_id = :event";
  static final String DELIVERIES =
      SELECT_DELIVERY
          + "WHERE webhook_id = :webhook AND event_id < :before ORDER BY event_id DESC LIMIT :limit";
  static final String DELIVERIES_OF_STATE =
      SELECT_DELIVERY
          + "WHERE state = :state AND webhook_id = :webhook AND event_id < :before"
          + " ORDER BY event_id DESC LIMIT :limit";

  static final String AGAIN =
      """
      UPDATE webhook_delivery SET state = 'WAITING', tries = 0, wake_at = :now, changed = :now,
        words = SUBSTR('asked for again; before: ' || words, 1, 500)
      WHERE webhook_id = :webhook AND state = 'DEAD' AND event_key IN (
        SELECT event_key FROM webhook_delivery
        WHERE state = 'DEAD' AND webhook_id = :webhook ORDER BY event_id LIMIT :limit)
      """;

  static final String COUNTS =
      """
      SELECT webhook_id, state, COUNT(*) AS number FROM webhook_delivery
      WHERE state IN ('WAITING', 'DEAD') GROUP BY state, webhook_id
      """;

  static final String IS_ANY_OLD =
      "SELECT 1 FROM webhook_delivery WHERE state = :state AND changed < :before LIMIT 1";
  static final String FORGET =
      """
      DELETE FROM webhook_delivery WHERE (webhook_id, event_key) IN (
        SELECT webhook_id, event_key FROM webhook_delivery
        WHERE state = :state AND changed < :before ORDER BY changed LIMIT :limit)
      """;

  static final String WHO_LOOKS =
      "SELECT server, lease, looked FROM webhook_look WHERE look = 'events'";
  static final String LOOK =
      """
      UPDATE webhook_look SET server = :server, lease = :lease
      WHERE look = 'events' AND (lease <= :now OR server = :server)
      """;
  static final String LOOKED =
      "UPDATE webhook_look SET looked = :until WHERE look = 'events' AND server = :server";

  /// Sorts behind every event's id.
  private static final String LAST = "~";

  private final Database database;
  private final WebhookRows rows;

  SqlWebhookStore(Database database, WebhookRows rows) {
    this.database = database;
    this.rows = rows;
  }

  private int change(String doing, String sql, UnaryOperator<Update> bindings) {
    return database.write(
        doing, tx -> Verdict.keep(bindings.apply(tx.createUpdate(sql)).execute()));
  }

  private boolean isAny(String doing, String sql, UnaryOperator<Query> bindings) {
    return database.read(
        doing,
        handle ->
            bindings.apply(handle.createQuery(sql)).mapTo(Integer.class).findOne().isPresent());
  }

  @Override
  public boolean add(Webhook webhook) {
    return database.write(
        "adding webhook " + webhook.id(), tx -> Verdict.keepIf(rows.add(tx, webhook)));
  }

  @Override
  public Optional<Webhook> find(WebhookId id) {
    return database
        .list("reading webhook " + id, FIND, it -> it.bind("id", id.value()), rows::read)
        .stream()
        .findFirst();
  }

  @Override
  public List<Webhook> list(int limit) {
    return database.list("listing webhooks", LIST, it -> it.bind("limit", limit), rows::read);
  }

  @Override
  public boolean update(Webhook was, Webhook changed) {
    return database.write(
        "changing webhook " + was.id(), tx -> Verdict.keepIf(rows.update(tx, was, changed)));
  }

  @Override
  public boolean remove(WebhookId id) {
    return change("removing webhook " + id, REMOVE, it -> it.bind("id", id.value())) == 1;
  }

  @Override
  public int clear(WebhookId id, int limit) {
    return change(
        "removing deliveries of webhook " + id,
        CLEAR,
        it -> it.bind("id", id.value()).bind("limit", limit));
  }

  @Override
  public void well(WebhookId id) {
    change("noting that webhook " + id + " works", WELL, it -> it.bind("id", id.value()));
  }

  @Override
  public void failing(WebhookId id, String words, Instant now) {
    change(
        "noting that webhook " + id + " fails",
        FAILING,
        it ->
            it.bind("id", id.value())
                .bind("words", Webhook.bounded(words))
                .bind("now", now.toEpochMilli()));
  }

  @Override
  public boolean switchOff(WebhookId id, String why) {
    return change(
            "switching off webhook " + id,
            SWITCH_OFF,
            it -> it.bind("id", id.value()).bind("words", Webhook.bounded(why)))
        == 1;
  }

  @Override
  public int offer(List<WebhookDelivery> deliveries) {
    if (deliveries.isEmpty()) return 0;
    return database.write(
        "adding deliveries", tx -> Verdict.keep(WebhookRows.offer(tx, deliveries)));
  }

  /// Looks before it claims: most of the time nothing is due, and the one writer is left alone.
  @Override
  public List<WebhookDelivery> claim(WebhookId webhook, Instant now, Instant lease, int limit) {
    boolean isAnyDue =
        isAny(
            "looking for due deliveries",
            IS_ANY_DUE,
            it -> it.bind("webhook", webhook.value()).bind("now", now.toEpochMilli()));
    if (!isAnyDue) return List.of();
    return database.write(
        "claiming due deliveries",
        tx ->
            Verdict.keep(
                tx.createQuery(CLAIM)
                    .bind("webhook", webhook.value())
                    .bind("now", now.toEpochMilli())
                    .bind("lease", lease.toEpochMilli())
                    .bind("limit", limit)
                    .map((row, context) -> WebhookRows.delivery(row))
                    .list()));
  }

  @Override
  public boolean update(WebhookDelivery was, Progress progress) {
    return database.write(
        "storing delivery " + was.event(),
        tx -> Verdict.keepIf(WebhookRows.update(tx, was, progress)));
  }

  @Override
  public Optional<WebhookDelivery> find(WebhookId webhook, String event) {
    return database
        .list(
            "reading delivery " + event,
            FIND_DELIVERY,
            it -> it.bind("webhook", webhook.value()).bind("event", event),
            WebhookRows::delivery)
        .stream()
        .findFirst();
  }

  @Override
  public List<WebhookDelivery> deliveries(
      WebhookId webhook, Optional<DeliveryState> state, Optional<String> before, int limit) {
    return database.list(
        "listing deliveries of webhook " + webhook,
        state.isPresent() ? DELIVERIES_OF_STATE : DELIVERIES,
        query -> {
          query
              .bind("webhook", webhook.value())
              .bind("before", before.orElse(LAST))
              .bind("limit", limit);
          state.ifPresent(it -> query.bind("state", it.name()));
        },
        WebhookRows::delivery);
  }

  @Override
  public int again(WebhookId webhook, Instant now, int limit) {
    return change(
        "trying deliveries of webhook " + webhook + " again",
        AGAIN,
        it ->
            it.bind("webhook", webhook.value())
                .bind("now", now.toEpochMilli())
                .bind("limit", limit));
  }

  private record Count(WebhookId webhook, DeliveryState state, long number) {}

  @Override
  public Map<WebhookId, Map<DeliveryState, Long>> counts() {
    List<Count> counted =
        database.list(
            "counting deliveries",
            COUNTS,
            _ -> {},
            row ->
                new Count(
                    new WebhookId(row.getString("webhook_id")),
                    DeliveryState.valueOf(row.getString("state")),
                    row.getLong("number")));
    Map<WebhookId, Map<DeliveryState, Long>> counts = new HashMap<>();
    for (Count it : counted)
      counts.computeIfAbsent(it.webhook(), _ -> new HashMap<>()).put(it.state(), it.number());
    return counts;
  }

  @Override
  public int forget(DeliveryState state, Instant changedBefore, int limit) {
    boolean isAnyOld =
        isAny(
            "looking for old deliveries",
            IS_ANY_OLD,
            it -> it.bind("state", state.name()).bind("before", changedBefore.toEpochMilli()));
    if (!isAnyOld) return 0;
    return change(
        "forgetting deliveries",
        FORGET,
        it ->
            it.bind("state", state.name())
                .bind("before", changedBefore.toEpochMilli())
                .bind("limit", limit));
  }

  private record Look(String server, Instant lease, Instant looked) {}

  private Look whoLooks() {
    return database
        .list(
            "reading who looks for events",
            WHO_LOOKS,
            _ -> {},
            row ->
                new Look(
                    row.getString("server"), Column.time(row, "lease"), Column.time(row, "looked")))
        .getFirst();
  }

  /// Writes seldom: a lease is made longer when half of it is over.
  @Override
  public Optional<Instant> look(String server, Instant now, Instant lease) {
    Look before = whoLooks();
    boolean isOurs = before.server().equals(server);
    if (!isOurs && before.lease().isAfter(now)) return Optional.empty();
    Instant half = now.plusMillis((lease.toEpochMilli() - now.toEpochMilli()) / 2);
    if (isOurs && before.lease().isAfter(half)) return Optional.of(before.looked());
    int taken =
        change(
            "looking for events",
            LOOK,
            it ->
                it.bind("server", server)
                    .bind("now", now.toEpochMilli())
                    .bind("lease", lease.toEpochMilli()));
    return taken == 1 ? Optional.of(whoLooks().looked()) : Optional.empty();
  }

  @Override
  public void looked(String server, Instant until) {
    change(
        "noting which events were looked at",
        LOOKED,
        it -> it.bind("server", server).bind("until", until.toEpochMilli()));
  }
}
