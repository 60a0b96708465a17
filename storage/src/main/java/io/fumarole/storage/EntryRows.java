package io.fumarole.storage;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.inventory.Traits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// Devices as lists show them: their searched columns, and a row for each of their labels.
final class EntryRows {
  private EntryRows() {}

  /// @param which a query of `device`, aliased `d`
  static String select(String which) {
    return """
        SELECT d.device_id, d.standing, d.profile, d.manufacturer, d.model, d.version, d.hardware,
          d.language, d.address, d.first_seen, d.last_seen, l.name AS label, l.value AS label_value
        FROM (SELECT d.device_id, d.standing, d.profile, d.manufacturer, d.model, d.version,
            d.hardware, d.language, d.address, d.first_seen, d.last_seen
          FROM device d
          %s) d
        LEFT JOIN device_label l ON l.device_id = d.device_id
        ORDER BY d.device_id, l.name
        """
        .formatted(which);
  }

  static List<DeviceEntry> read(Query query) {
    return query.scanResultSet(
        (rows, context) -> {
          try (context) {
            return read(rows.get());
          }
        });
  }

  private static List<DeviceEntry> read(ResultSet rows) throws SQLException {
    List<DeviceEntry> devices = new ArrayList<>();
    @Nullable DeviceEntry device = null;
    var labels = new TreeMap<String, String>();
    while (rows.next()) {
      String id = rows.getString("device_id");
      if (device == null || !device.id().value().equals(id)) {
        if (device != null) devices.add(labelled(device, labels));
        labels.clear();
        device = unlabelled(rows, id);
      }
      String label = rows.getString("label");
      if (label != null) labels.put(label, rows.getString("label_value"));
    }
    if (device != null) devices.add(labelled(device, labels));
    return devices;
  }

  private static DeviceEntry unlabelled(ResultSet row, String id) throws SQLException {
    return new DeviceEntry(
        new DeviceId(id),
        Device.Standing.valueOf(row.getString("standing")),
        row.getString("profile"),
        new Traits(
            Column.text(row, "manufacturer"),
            Column.text(row, "model"),
            Column.text(row, "version"),
            Column.text(row, "hardware"),
            Column.text(row, "language")),
        Column.text(row, "address"),
        Column.time(row, "first_seen"),
        Column.time(row, "last_seen"),
        Labels.NONE);
  }

  private static DeviceEntry labelled(DeviceEntry device, Map<String, String> labels) {
    return labels.isEmpty() ? device : device.with(Labels.of(labels));
  }
}
