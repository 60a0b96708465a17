package io.fumarole.storage;

import io.fumarole.campaign.inventory.InventoryStore.Slice;
import io.fumarole.campaign.inventory.LabelChange;
import io.fumarole.campaign.inventory.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// Changes the labels of many devices at once. Those selected are picked first, into a table of the
/// connection's own: a filter may ask for the very labels that change.
final class LabelSlice {
  /// Without rows, and with the columns as `device` has them.
  static final String TABLE =
      """
      CREATE TEMPORARY TABLE IF NOT EXISTS picked AS SELECT device_id FROM device WHERE 1 = 0
      """;

  static final String EMPTY = "DELETE FROM picked";

  private static final String LOCK =
      """
      SELECT COUNT(*) FROM (
        SELECT 1 FROM device d WHERE d.device_id IN (SELECT device_id FROM picked) <locked>
      ) held
      """;

  /// Those that would have more labels than `most` are left out.
  static final String LEAVE_OUT_FULL =
      """
      DELETE FROM picked WHERE device_id IN (
        SELECT l.device_id FROM picked p
        JOIN device_label l ON l.device_id = p.device_id
        WHERE l.name NOT IN (<changed>)
        GROUP BY l.device_id HAVING COUNT(*) > :room)
      """;

  static final String REMOVE =
      """
      DELETE FROM device_label
      WHERE device_id IN (SELECT device_id FROM picked) AND name IN (<removed>)
      """;

  private static final String SET =
      """
      INSERT INTO device_label (device_id, name, value)
      SELECT p.device_id, c.name, c.value FROM picked p CROSS JOIN (<labels>) c WHERE 1 = 1
      ON CONFLICT (device_id, name) DO UPDATE SET value = excluded.value
        WHERE device_label.value <> excluded.value
      """;

  private final Handle tx;

  LabelSlice(Handle tx) {
    this.tx = tx;
  }

  /// @param where from [FilterSql]
  static String pick(String where) {
    return """
        INSERT INTO picked (device_id)
        SELECT d.device_id FROM device d WHERE d.device_id > :after AND %s
        ORDER BY d.device_id LIMIT :limit
        """
        .formatted(where);
  }

  Slice change(FilterSql filter, LabelChange change, String after, int limit) {
    tx.execute(TABLE);
    tx.execute(EMPTY);
    int selected =
        filter
            .bind(tx.createUpdate(pick(filter.where())))
            .bind("after", after)
            .bind("limit", limit)
            .execute();
    if (selected == 0) return Slice.NOTHING;
    String last = tx.createQuery("SELECT MAX(device_id) FROM picked").mapTo(String.class).one();
    tx.createQuery(LOCK).mapTo(Integer.class).one();
    int refused = change.set().isEmpty() ? 0 : leaveOutFull(change);
    if (!change.removed().isEmpty())
      tx.createUpdate(REMOVE).bindList("removed", List.copyOf(change.removed())).execute();
    if (!change.set().isEmpty()) set(change.set());
    return new Slice(Optional.of(last), selected, refused);
  }

  private int leaveOutFull(LabelChange change) {
    var changed = new TreeSet<>(change.set().keySet());
    changed.addAll(change.removed());
    return tx.createUpdate(LEAVE_OUT_FULL)
        .bindList("changed", List.copyOf(changed))
        .bind("room", Labels.MOST - change.set().size())
        .execute();
  }

  private void set(Map<String, String> values) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < values.size(); i++)
      rows.add("SELECT CAST(:n%d AS TEXT) AS name, CAST(:v%d AS TEXT) AS value".formatted(i, i));
    var update = tx.createUpdate(SET).define("labels", String.join(" UNION ALL ", rows));
    int number = 0;
    for (Map.Entry<String, String> label : values.entrySet()) {
      update.bind("n" + number, label.getKey()).bind("v" + number, label.getValue());
      number++;
    }
    update.execute();
  }
}
