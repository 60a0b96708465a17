package io.fumarole.storage;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.ImportStore;
import io.fumarole.storage.Engine.Verdict;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// [ImportStore] in the database.
final class SqlImportStore implements ImportStore {
  private static final String BEGIN =
      """
      INSERT INTO device_import (import_id, begun, is_accepted) VALUES (:id, :begun, 0)
      ON CONFLICT (import_id) DO NOTHING
      """;

  private static final String STAGE =
      """
      INSERT INTO device_import_row (import_id, line, device_id, standing, profile, client_account,
        server_account, address, certificate, first_seen)
      VALUES (:id, :line, :device, :standing, :profile, :client, :server, :address, :certificate,
        :first)
      """;

  private static final String STAGE_LABEL =
      """
      INSERT INTO device_import_label (import_id, line, name, value)
      VALUES (:id, :line, :name, :value)
      """;

  /// A look at an index for each line, so that a file of one device over and over takes no longer.
  static final String CLASHES =
      """
      SELECT c.line, c.device_id, c.is_repeated FROM (
        SELECT r.line, r.device_id,
          CASE WHEN EXISTS (SELECT 1 FROM device_import_row e WHERE e.import_id = r.import_id
            AND e.device_id = r.device_id AND e.line < r.line) THEN 1 ELSE 0 END AS is_repeated,
          CASE WHEN :existing = 1 AND EXISTS (SELECT 1 FROM device d
            WHERE d.device_id = r.device_id) THEN 1 ELSE 0 END AS is_there
        FROM device_import_row r WHERE r.import_id = :id) c
      WHERE c.is_repeated = 1 OR c.is_there = 1
      ORDER BY c.line LIMIT :limit
      """;

  private static final String ACCEPT =
      "UPDATE device_import SET is_accepted = 1 WHERE import_id = :id";

  private static final String ACCEPTED =
      "SELECT import_id FROM device_import WHERE is_accepted = 1";

  private static final String OLD =
      "SELECT import_id FROM device_import WHERE is_accepted = 0 AND begun < :before";

  /// Lines that are forgotten at once.
  private static final int LINES = 5_000;

  private final Database database;
  private final DeviceRows devices;

  SqlImportStore(Database database, DeviceRows devices) {
    this.database = database;
    this.devices = devices;
  }

  @Override
  public void stage(String id, Instant now, List<Row> rows) {
    database.write(
        "putting devices of an import aside",
        tx -> {
          stage(tx, id, now, rows);
          return Verdict.keep(rows.size());
        });
  }

  private void stage(Handle tx, String id, Instant now, List<Row> rows) {
    tx.createUpdate(BEGIN).bind("id", id).bind("begun", now.toEpochMilli()).execute();
    PreparedBatch batch = tx.prepareBatch(STAGE);
    PreparedBatch labels = tx.prepareBatch(STAGE_LABEL);
    for (Row row : rows) {
      devices.bindNew(batch.bind("id", id).bind("line", row.line()), row.device()).add();
      row.labels()
          .values()
          .forEach(
              (name, value) ->
                  labels
                      .bind("id", id)
                      .bind("line", row.line())
                      .bind("name", name)
                      .bind("value", value)
                      .add());
    }
    batch.execute();
    if (labels.size() > 0) labels.execute();
  }

  @Override
  public List<Clash> clashes(String id, boolean existing, int limit) {
    return database.read(
        "looking at an import",
        handle ->
            handle
                .createQuery(CLASHES)
                .bind("id", id)
                .bind("existing", Column.of(existing))
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Clash(
                            row.getLong("line"),
                            new DeviceId(row.getString("device_id")),
                            Column.isTrue(row, "is_repeated")))
                .list());
  }

  @Override
  public void accept(String id) {
    database.write(
        "accepting an import",
        tx -> Verdict.keep(tx.createUpdate(ACCEPT).bind("id", id).execute()));
  }

  @Override
  public Moved move(String id, int lines) {
    return database.write(
        "bringing in devices of an import", tx -> Verdict.keep(ImportStep.move(tx, id, lines)));
  }

  @Override
  public void drop(String id) {
    boolean isLeft;
    do {
      isLeft =
          database.write(
              "forgetting an import", tx -> Verdict.keep(ImportStep.forget(tx, id, LINES)));
    } while (isLeft);
  }

  @Override
  public List<String> accepted() {
    return database.read(
        "looking for imports", handle -> handle.createQuery(ACCEPTED).mapTo(String.class).list());
  }

  @Override
  public void forget(Instant begunBefore) {
    List<String> old =
        database.read(
            "looking for imports",
            handle ->
                handle
                    .createQuery(OLD)
                    .bind("before", begunBefore.toEpochMilli())
                    .mapTo(String.class)
                    .list());
    old.forEach(this::drop);
  }
}
