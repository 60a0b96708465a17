package io.fumarole.storage;

import io.fumarole.campaign.inventory.Labels;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// The labels of one device as rows of `device_label`.
final class LabelRows {
  static final String LOCK = "SELECT 1 FROM device WHERE device_id = :device <locked>";
  static final String FIND = "SELECT name, value FROM device_label WHERE device_id = :device";
  static final String REMOVE = "DELETE FROM device_label WHERE device_id = :device";
  private static final String ADD =
      "INSERT INTO device_label (device_id, name, value) VALUES (:device, :name, :value)";

  private LabelRows() {}

  /// False when there is no such device, or it has other labels than `asRead`.
  static boolean replace(Handle tx, String device, Labels asRead, Labels next) {
    boolean isThere =
        tx.createQuery(LOCK).bind("device", device).mapTo(Integer.class).findOne().isPresent();
    if (!isThere || !find(tx, device).equals(asRead)) return false;
    tx.createUpdate(REMOVE).bind("device", device).execute();
    add(tx, device, next);
    return true;
  }

  static void add(Handle tx, String device, Labels labels) {
    if (labels.isEmpty()) return;
    var batch = tx.prepareBatch(ADD);
    labels
        .values()
        .forEach(
            (name, value) ->
                batch.bind("device", device).bind("name", name).bind("value", value).add());
    batch.execute();
  }

  static Labels find(Handle tx, String device) {
    var values = new TreeMap<String, String>();
    tx.createQuery(FIND)
        .bind("device", device)
        .map((row, context) -> values.put(row.getString("name"), row.getString("value")))
        .list();
    return Labels.of(values);
  }
}
