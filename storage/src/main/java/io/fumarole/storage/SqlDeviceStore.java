package io.fumarole.storage;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.storage.Engine.Verdict;
import java.util.List;
import java.util.Optional;

/// [DeviceStore] in the database.
final class SqlDeviceStore implements DeviceStore {
  static final String FIND =
      "SELECT " + DeviceRows.COLUMNS + " FROM device d WHERE d.device_id = :device";
  static final String LIST =
      "SELECT "
          + DeviceRows.COLUMNS
          + " FROM device d WHERE d.device_id > :after ORDER BY d.device_id LIMIT :limit";

  private final Database database;
  private final DeviceRows rows;

  SqlDeviceStore(Database database, DeviceRows rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public boolean add(Device device) {
    return database.write(
        "adding device " + device.id(), tx -> Verdict.keepIf(rows.add(tx, device)));
  }

  @Override
  public Optional<Device> find(DeviceId id) {
    return database.read(
        "reading device " + id,
        handle ->
            handle
                .createQuery(FIND)
                .bind("device", id.value())
                .map((row, context) -> rows.read(row))
                .findOne());
  }

  @Override
  public List<Device> list(String after, int limit) {
    return database.read(
        "listing devices",
        handle ->
            handle
                .createQuery(LIST)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> rows.read(row))
                .list());
  }

  @Override
  public boolean update(Device changed) {
    return database.write(
        "storing device " + changed.id(), tx -> Verdict.keepIf(rows.update(tx, changed)));
  }
}
