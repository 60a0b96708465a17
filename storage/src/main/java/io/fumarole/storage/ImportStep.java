package io.fumarole.storage;

import io.fumarole.campaign.inventory.ImportStore.Moved;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.type.TypeReference;

/// Moves some lines of an accepted import into the inventory. A step that is done twice, by two
/// nodes or after a crash, adds nothing twice.
final class ImportStep {
  /// Whoever moves lines of an import waits for whoever does so already.
  private static final String LOCK =
      "SELECT 1 FROM device_import WHERE import_id = :id AND is_accepted = 1 <locked>";

  static final String FIRST = "SELECT MIN(line) FROM device_import_row WHERE import_id = :id";

  static final String ADD =
      """
      INSERT INTO device (device_id, standing, profile, client_account, server_account, server_nonce,
        nonce_counter, nonce_epoch, address, inventory, object, notification_id, first_seen, last_seen,
        seen_day, certificate, revision)
      SELECT r.device_id, r.standing, r.profile, r.client_account, r.server_account, :nonce,
        0, 0, r.address, :inventory, NULL, 0, r.first_seen, r.first_seen, r.first_seen / %d,
        r.certificate, 0
      FROM device_import_row r WHERE r.import_id = :id AND r.line BETWEEN :first AND :last
      ON CONFLICT (device_id) DO NOTHING
      """
          .formatted(FilterSql.MILLIS_PER_DAY);

  /// Of those that are new: whoever existed has another first contact, or labels of its own.
  static final String LABEL =
      """
      INSERT INTO device_label (device_id, name, value)
      SELECT p.device_id, l.name, l.value FROM picked p
      JOIN device_import_row r ON r.import_id = :id AND r.device_id = p.device_id
        AND r.line BETWEEN :first AND :last
      JOIN device_import_label l ON l.import_id = r.import_id AND l.line = r.line
      WHERE 1 = 1
      ON CONFLICT (device_id, name) DO NOTHING
      """;

  static final String PICK =
      """
      INSERT INTO picked (device_id)
      SELECT r.device_id FROM device_import_row r
      WHERE r.import_id = :id AND r.line BETWEEN :first AND :last
        AND NOT EXISTS (SELECT 1 FROM device d WHERE d.device_id = r.device_id)
      """;

  private static final List<String> DONE =
      List.of(
          "DELETE FROM device_import_label WHERE import_id = :id AND line BETWEEN :first AND :last",
          "DELETE FROM device_import_row WHERE import_id = :id AND line BETWEEN :first AND :last");

  private static final String END = "DELETE FROM device_import WHERE import_id = :id";

  private static final String NOTHING_SAID =
      RecordJson.write(Map.of(), new TypeReference<Map<String, String>>() {});

  private ImportStep() {}

  /// Forgets some lines; false when none are left, nor the import itself.
  static boolean forget(Handle tx, String id, int lines) {
    Optional<Long> first = tx.createQuery(FIRST).bind("id", id).mapTo(Long.class).findOne();
    if (first.isEmpty()) {
      tx.createUpdate(END).bind("id", id).execute();
      return false;
    }
    var range = Map.of("id", id, "first", first.get(), "last", first.get() + lines - 1);
    for (String delete : DONE) tx.createUpdate(delete).bindMap(range).execute();
    return true;
  }

  static Moved move(Handle tx, String id, int lines) {
    boolean isThere =
        tx.createQuery(LOCK).bind("id", id).mapTo(Integer.class).findOne().isPresent();
    if (!isThere) return new Moved(0, 0, true);
    Optional<Long> first = tx.createQuery(FIRST).bind("id", id).mapTo(Long.class).findOne();
    if (first.isEmpty()) {
      tx.createUpdate(END).bind("id", id).execute();
      return new Moved(0, 0, true);
    }
    var range = Map.of("id", id, "first", first.get(), "last", first.get() + lines - 1);
    tx.execute(LabelSlice.TABLE);
    tx.execute(LabelSlice.EMPTY);
    tx.createUpdate(PICK).bindMap(range).execute();
    int added =
        tx.createUpdate(ADD)
            .bindMap(range)
            .bind("nonce", new byte[0])
            .bind("inventory", NOTHING_SAID)
            .execute();
    tx.createUpdate(LABEL).bindMap(range).execute();
    int moved = 0;
    for (String delete : DONE) moved = tx.createUpdate(delete).bindMap(range).execute();
    return new Moved(added, moved - added, false);
  }
}
