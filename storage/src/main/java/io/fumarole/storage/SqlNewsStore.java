package io.fumarole.storage;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore.Summary;
import io.fumarole.campaign.plan.CampaignState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// [NewsStore] in the database.
final class SqlNewsStore implements NewsStore {
  static final String EVENTS =
      "SELECT e.number, "
          + EventRows.COLUMNS
          + """
           FROM event e WHERE e.at >= :since
          ORDER BY e.at, e.device_id, e.number LIMIT :limit
          """;

  static final String EVENTS_AFTER =
      "SELECT e.number, "
          + EventRows.COLUMNS
          + """
           FROM event e WHERE (e.at, e.device_id, e.number) > (:at, :key, :number)
          ORDER BY e.at, e.device_id, e.number LIMIT :limit
          """;

  static final String SESSIONS_AFTER =
      "SELECT "
          + TraceRows.SESSION
          + """
           FROM trace_session t
          WHERE t.last_at >= :at AND (t.last_at > :at OR t.session_key > :key)
          ORDER BY t.last_at, t.session_key LIMIT :limit
          """;

  static final String CAMPAIGNS_AFTER =
      """
      SELECT campaign_id, state, reason, changed, revision FROM campaign
      WHERE changed >= :at AND (changed > :at OR campaign_id > :key)
      ORDER BY changed, campaign_id LIMIT :limit
      """;

  static final String SESSIONS =
      "SELECT "
          + TraceRows.SESSION
          + " FROM trace_session t WHERE t.last_at >= :since ORDER BY t.last_at LIMIT :limit";

  static final String MESSAGES =
      """
      SELECT m.session_key, m.number, m.device_id, m.at, m.from_device, m.note
      FROM trace_session t
      JOIN trace_message m ON m.device_id = t.device_id AND m.session_key = t.session_key
      WHERE t.last_at >= :since AND m.at >= :since
      ORDER BY t.last_at, m.number LIMIT :limit
      """;

  static final String CAMPAIGNS =
      """
      SELECT campaign_id, state, reason, changed, revision FROM campaign
      WHERE changed >= :since ORDER BY changed LIMIT :limit
      """;

  static final String PROFILES =
      """
      SELECT name, number, text IS NULL AS is_removed, at, author FROM profile_revision
      WHERE at >= :since ORDER BY at, name, number LIMIT :limit
      """;

  static final String RUNS =
      """
      SELECT run_id, device_id, state, changed FROM conformance_run
      WHERE changed >= :since ORDER BY changed LIMIT :limit
      """;

  private static final String DEVICE =
      "SELECT device_id, standing, model, version, first_seen, last_seen, revision FROM device ";
  static final String NEW_DEVICES =
      DEVICE + "WHERE first_seen >= :since ORDER BY first_seen LIMIT :limit";
  static final String NEW_DEVICES_AFTER =
      DEVICE
          + "WHERE (first_seen, device_id) > (:at, :key) ORDER BY first_seen, device_id LIMIT :limit";
  static final String DEVICES = DEVICE + "WHERE device_id IN (<ids>)";

  /// Of a database's bound on the parameters of a statement.
  private static final int IDS_AT_ONCE = 500;

  private final Database database;

  SqlNewsStore(Database database) {
    this.database = database;
  }

  private <T> List<T> since(
      String what, String sql, Instant since, int limit, Database.RowReader<T> reader) {
    return database.list(
        "looking for new " + what,
        sql,
        query -> query.bind("since", since.toEpochMilli()).bind("limit", limit),
        reader);
  }

  private <T> List<T> after(
      String what, String sql, Place place, int limit, Database.RowReader<T> reader) {
    return database.list(
        "looking for " + what,
        sql,
        query -> {
          query.bind("at", place.at().toEpochMilli()).bind("key", place.key()).bind("limit", limit);
          if (sql.contains(":number")) query.bind("number", place.number());
        },
        reader);
  }

  @Override
  public List<EventNews> eventsAfter(Place place, int limit) {
    return after("events", EVENTS_AFTER, place, limit, SqlNewsStore::event);
  }

  @Override
  public List<Summary> sessionsAfter(Place place, int limit) {
    return after("sessions", SESSIONS_AFTER, place, limit, TraceRows::session);
  }

  @Override
  public List<CampaignNews> campaignsAfter(Place place, int limit) {
    return after("campaigns", CAMPAIGNS_AFTER, place, limit, SqlNewsStore::campaign);
  }

  @Override
  public List<DeviceNews> newDevicesAfter(Place place, int limit) {
    return after("new devices", NEW_DEVICES_AFTER, place, limit, SqlNewsStore::device);
  }

  private static EventNews event(ResultSet row) throws SQLException {
    return new EventNews(row.getLong("number"), EventRows.read(row));
  }

  private static CampaignNews campaign(ResultSet row) throws SQLException {
    return new CampaignNews(
        new CampaignId(row.getString("campaign_id")),
        CampaignState.valueOf(row.getString("state")),
        row.getString("reason"),
        Column.time(row, "changed"),
        row.getLong("revision"));
  }

  @Override
  public List<EventNews> events(Instant since, int limit) {
    return since("events", EVENTS, since, limit, SqlNewsStore::event);
  }

  @Override
  public List<Summary> sessions(Instant since, int limit) {
    return since("sessions", SESSIONS, since, limit, TraceRows::session);
  }

  @Override
  public List<MessageNews> messages(Instant since, int limit) {
    return since(
        "messages",
        MESSAGES,
        since,
        limit,
        row ->
            new MessageNews(
                row.getString("session_key"),
                row.getLong("number"),
                new DeviceId(row.getString("device_id")),
                Column.time(row, "at"),
                Column.isTrue(row, "from_device"),
                Column.text(row, "note")));
  }

  @Override
  public List<CampaignNews> campaigns(Instant since, int limit) {
    return since("campaigns", CAMPAIGNS, since, limit, SqlNewsStore::campaign);
  }

  @Override
  public List<ProfileNews> profiles(Instant since, int limit) {
    return since(
        "profiles",
        PROFILES,
        since,
        limit,
        row ->
            new ProfileNews(
                row.getString("name"),
                row.getLong("number"),
                row.getBoolean("is_removed"),
                Column.time(row, "at"),
                row.getString("author")));
  }

  @Override
  public List<RunNews> runs(Instant since, int limit) {
    return since(
        "conformance runs",
        RUNS,
        since,
        limit,
        row ->
            new RunNews(
                row.getString("run_id"),
                new DeviceId(row.getString("device_id")),
                row.getString("state"),
                Column.time(row, "changed")));
  }

  @Override
  public List<DeviceNews> newDevices(Instant since, int limit) {
    return since("devices", NEW_DEVICES, since, limit, SqlNewsStore::device);
  }

  @Override
  public List<DeviceNews> devices(Collection<DeviceId> ids) {
    List<String> texts = ids.stream().map(DeviceId::value).distinct().toList();
    List<DeviceNews> found = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += IDS_AT_ONCE) {
      List<String> slice = texts.subList(from, Math.min(from + IDS_AT_ONCE, texts.size()));
      found.addAll(
          database.list(
              "reading devices with news",
              DEVICES,
              query -> query.bindList("ids", slice),
              SqlNewsStore::device));
    }
    return found;
  }

  private static DeviceNews device(ResultSet row) throws SQLException {
    return new DeviceNews(
        new DeviceId(row.getString("device_id")),
        row.getString("standing"),
        Column.text(row, "model"),
        Column.text(row, "version"),
        Column.time(row, "first_seen"),
        Column.time(row, "last_seen"),
        row.getLong("revision"));
  }
}
