package io.fumarole.storage;

import io.fumarole.campaign.device.Device.Standing;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.Engine.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// [ConformanceStore] in the database.
final class SqlConformanceStore implements ConformanceStore {
  private static final String SELECT =
      """
      SELECT run_id, device_id, state, standing_before, server, started, changed, lease, detail
      FROM conformance_run
      """;

  static final String FIND = SELECT + "WHERE run_id = :id";
  static final String LIST =
      SELECT + "WHERE device_id = :device ORDER BY started DESC, run_id LIMIT :limit";
  static final String LATE =
      SELECT + "WHERE is_open = 1 AND lease < :now ORDER BY lease LIMIT :limit";

  private static final String ADD =
      """
      INSERT INTO conformance_run (run_id, device_id, state, is_open, standing_before, server, started,
        changed, lease, detail)
      VALUES (:id, :device, :state, 1, :before, :server, :started, :changed, :lease, :detail)
      ON CONFLICT (device_id) WHERE is_open = 1 DO NOTHING
      """;

  static final String KEEP =
      """
      UPDATE conformance_run SET changed = :changed, lease = :lease, detail = :detail
      WHERE run_id = :id AND server = :server AND is_open = 1
      """;

  static final String CANCEL =
      """
      UPDATE conformance_run SET state = 'CANCELLING', changed = :now
      WHERE run_id = :id AND is_open = 1
      """;

  static final String END =
      """
      UPDATE conformance_run SET state = :state, is_open = 0, changed = :changed, detail = :detail
      WHERE run_id = :id AND is_open = 1
      """;

  private static final String ADD_REPORT =
      "INSERT INTO conformance_report (run_id, form, octets) VALUES (:id, :form, :octets)";
  static final String REPORT =
      "SELECT octets FROM conformance_report WHERE run_id = :id AND form = :form";

  /// Those beyond what is kept, the oldest.
  static final String OLD_OF_DEVICE =
      """
      SELECT run_id FROM conformance_run WHERE device_id = :device AND is_open = 0
      ORDER BY started DESC, run_id LIMIT 1000 OFFSET :kept
      """;

  static final String OLD =
      """
      SELECT run_id FROM conformance_run WHERE is_open = 0
      ORDER BY started DESC, run_id LIMIT 1000 OFFSET :kept
      """;

  static final String FORGET_REPORT = "DELETE FROM conformance_report WHERE run_id = :id";
  static final String FORGET = "DELETE FROM conformance_run WHERE run_id = :id";

  private final Database database;

  SqlConformanceStore(Database database) {
    this.database = database;
  }

  private static <T extends SqlStatement<T>> T bound(T statement, Run run) {
    return statement
        .bind("id", run.id())
        .bind("changed", run.changed().toEpochMilli())
        .bind("detail", run.detail());
  }

  @Override
  public boolean begin(Run run) {
    return database.write(
        "beginning a conformance run of device " + run.device(),
        tx -> {
          int added =
              bound(tx.createUpdate(ADD), run)
                  .bind("device", run.device().value())
                  .bind("state", run.state().name())
                  .bind("before", run.before().name())
                  .bind("server", run.server())
                  .bind("started", run.started().toEpochMilli())
                  .bind("lease", run.lease().toEpochMilli())
                  .execute();
          if (added == 1) trim(tx, run.device());
          return Verdict.keepIf(added == 1);
        });
  }

  private static void trim(Handle tx, DeviceId device) {
    tx.createQuery(OLD_OF_DEVICE)
        .bind("device", device.value())
        .bind("kept", MOST_OF_A_DEVICE - 1)
        .mapTo(String.class)
        .list()
        .forEach(id -> forget(tx, id));
    tx.createQuery(OLD)
        .bind("kept", MOST_KEPT - 1)
        .mapTo(String.class)
        .list()
        .forEach(id -> forget(tx, id));
  }

  private static void forget(Handle tx, String id) {
    tx.createUpdate(FORGET_REPORT).bind("id", id).execute();
    tx.createUpdate(FORGET).bind("id", id).execute();
  }

  @Override
  public void discard(String id) {
    database.write(
        "taking back conformance run " + id,
        tx -> {
          forget(tx, id);
          return Verdict.keep(true);
        });
  }

  @Override
  public boolean keep(Run run) {
    return database.write(
        "keeping conformance run " + run.id(),
        tx ->
            Verdict.keepIf(
                bound(tx.createUpdate(KEEP), run)
                        .bind("server", run.server())
                        .bind("lease", run.lease().toEpochMilli())
                        .execute()
                    == 1));
  }

  @Override
  public boolean cancel(String id, Instant now) {
    return database.write(
        "cancelling conformance run " + id,
        tx ->
            Verdict.keepIf(
                tx.createUpdate(CANCEL).bind("id", id).bind("now", now.toEpochMilli()).execute()
                    == 1));
  }

  @Override
  public boolean end(Run run, Map<Form, Octets> reports) {
    return database.write(
        "ending conformance run " + run.id(),
        tx -> {
          int ended = bound(tx.createUpdate(END), run).bind("state", run.state().name()).execute();
          if (ended == 1)
            reports.forEach(
                (form, octets) ->
                    tx.createUpdate(ADD_REPORT)
                        .bind("id", run.id())
                        .bind("form", form.name())
                        .bind("octets", octets.toByteArray())
                        .execute());
          return Verdict.keepIf(ended == 1);
        });
  }

  @Override
  public Optional<Run> find(String id) {
    return database
        .list(
            "reading conformance run " + id,
            FIND,
            query -> query.bind("id", id),
            SqlConformanceStore::read)
        .stream()
        .findFirst();
  }

  @Override
  public List<Run> list(DeviceId device, int limit) {
    return database.list(
        "listing conformance runs of device " + device,
        LIST,
        query -> query.bind("device", device.value()).bind("limit", limit),
        SqlConformanceStore::read);
  }

  @Override
  public List<Run> late(Instant now, int limit) {
    return database.list(
        "looking for lost conformance runs",
        LATE,
        query -> query.bind("now", now.toEpochMilli()).bind("limit", limit),
        SqlConformanceStore::read);
  }

  @Override
  public Optional<Octets> report(String id, Form form) {
    return database
        .list(
            "reading the report of conformance run " + id,
            REPORT,
            query -> query.bind("id", id).bind("form", form.name()),
            row -> Octets.wrap(row.getBytes("octets")))
        .stream()
        .findFirst();
  }

  private static Run read(ResultSet row) throws SQLException {
    return new Run(
        row.getString("run_id"),
        new DeviceId(row.getString("device_id")),
        State.valueOf(row.getString("state")),
        Standing.valueOf(row.getString("standing_before")),
        row.getString("server"),
        Column.time(row, "started"),
        Column.time(row, "changed"),
        Column.time(row, "lease"),
        row.getString("detail"));
  }
}
