package io.fumarole.storage;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.campaign.inventory.LabelChange;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.inventory.Selection;
import io.fumarole.storage.Engine.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// [InventoryStore] in the database.
final class SqlInventoryStore implements InventoryStore {
  static final String FIND = EntryRows.select("WHERE d.device_id = :device");

  /// From one name to the next by the index, and not from label to label.
  static final String LABEL_NAMES =
      """
      WITH RECURSIVE names (name) AS (
        SELECT MIN(name) FROM device_label
        UNION ALL
        SELECT (SELECT MIN(l.name) FROM device_label l WHERE l.name > n.name) FROM names n
        WHERE n.name IS NOT NULL)
      SELECT name FROM names WHERE name IS NOT NULL LIMIT :limit
      """;

  private final Database database;

  SqlInventoryStore(Database database) {
    this.database = database;
  }

  /// @param where from [FilterSql]
  static String list(String where) {
    return EntryRows.select(
        "WHERE d.device_id > :after AND " + where + " ORDER BY d.device_id LIMIT :limit");
  }

  static String count(String where) {
    return "SELECT COUNT(*) FROM device d WHERE " + where;
  }

  @Override
  public List<DeviceEntry> list(Selection selection, Instant now, String after, int limit) {
    return database.read(
        "searching devices",
        handle -> {
          FilterSql filter = FilterSql.of(handle, selection, now);
          return EntryRows.read(
              filter
                  .bind(handle.createQuery(list(filter.where())))
                  .bind("after", after)
                  .bind("limit", limit));
        });
  }

  @Override
  public long count(Selection selection, Instant now) {
    return database.read(
        "counting devices",
        handle -> {
          FilterSql filter = FilterSql.of(handle, selection, now);
          return filter.bind(handle.createQuery(count(filter.where()))).mapTo(Long.class).one();
        });
  }

  @Override
  public Optional<DeviceEntry> find(DeviceId id) {
    return database
        .read(
            "reading device " + id,
            handle -> EntryRows.read(handle.createQuery(FIND).bind("device", id.value())))
        .stream()
        .findFirst();
  }

  @Override
  public List<String> labelNames(int limit) {
    return database.read(
        "listing names of labels",
        handle ->
            handle.createQuery(LABEL_NAMES).bind("limit", limit).mapTo(String.class).stream()
                .sorted()
                .toList());
  }

  @Override
  public boolean relabel(DeviceId id, Labels asRead, Labels next) {
    return database.write(
        "labelling device " + id,
        tx -> Verdict.keepIf(LabelRows.replace(tx, id.value(), asRead, next)));
  }

  @Override
  public Slice relabel(
      Selection selection, Instant now, LabelChange change, String after, int limit) {
    return database.write(
        "labelling devices",
        tx -> {
          FilterSql filter = FilterSql.of(tx, selection, now);
          return Verdict.keep(new LabelSlice(tx).change(filter, change, after, limit));
        });
  }
}
