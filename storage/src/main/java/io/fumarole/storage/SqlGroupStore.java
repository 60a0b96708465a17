package io.fumarole.storage;

import io.fumarole.campaign.inventory.AdvisoryStore;
import io.fumarole.campaign.inventory.DeviceFilter;
import io.fumarole.campaign.inventory.DeviceGroup;
import io.fumarole.campaign.inventory.FilterException;
import io.fumarole.campaign.inventory.GroupSet;
import io.fumarole.campaign.inventory.GroupStore;
import io.fumarole.storage.Engine.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// [GroupStore] in the database.
final class SqlGroupStore implements GroupStore {
  /// The revision beside each group, in one look: another node may be changing them.
  private static final String ALL =
      """
      SELECT s.revision AS set_revision, g.name, g.description, g.filter, g.revision
      FROM device_group_set s LEFT JOIN device_group g ON 1 = 1
      """;

  private static final String NEXT =
      "UPDATE device_group_set SET revision = revision + 1 WHERE number = 1 AND revision = :revision";

  private static final String PUT =
      """
      INSERT INTO device_group (name, description, filter, revision)
      VALUES (:name, :description, :filter, :revision)
      ON CONFLICT (name) DO UPDATE SET description = excluded.description,
        filter = excluded.filter, revision = excluded.revision
      """;

  private static final String REMOVE = "DELETE FROM device_group WHERE name = :name";

  private final Database database;
  private final AdvisoryStore advisories;

  SqlGroupStore(Database database) {
    this.database = database;
    this.advisories = new SqlAdvisoryStore(database);
  }

  private record Row(long setRevision, List<DeviceGroup> group) {}

  @Override
  public GroupSet groups() {
    List<Row> rows =
        database.read(
            "reading groups",
            handle -> handle.createQuery(ALL).map((row, context) -> read(row)).list());
    return GroupSet.of(
            rows.getFirst().setRevision(),
            rows.stream().flatMap(row -> row.group().stream()).toList())
        .knowing(advisories.advisories());
  }

  private static Row read(ResultSet row) throws SQLException {
    long setRevision = row.getLong("set_revision");
    String name = row.getString("name");
    if (name == null) return new Row(setRevision, List.of());
    var group =
        new DeviceGroup(
            name,
            row.getString("description"),
            filter(name, row.getString("filter")),
            row.getLong("revision"));
    return new Row(setRevision, List.of(group));
  }

  private static DeviceFilter filter(String group, String text) {
    try {
      return DeviceFilter.parse(text);
    } catch (FilterException unreadable) {
      throw new StorageException(
          "the filter of group %s is unreadable: %s".formatted(group, unreadable.getMessage()),
          unreadable);
    }
  }

  @Override
  public boolean put(GroupSet asRead, DeviceGroup group) {
    return database.write(
        "storing group " + group.name(),
        tx -> Verdict.keepIf(isNext(tx, asRead) && put(tx, asRead, group)));
  }

  private static boolean isNext(Handle tx, GroupSet asRead) {
    return tx.createUpdate(NEXT).bind("revision", asRead.revision()).execute() == 1;
  }

  private static boolean put(Handle tx, GroupSet asRead, DeviceGroup group) {
    return tx.createUpdate(PUT)
            .bind("name", group.name())
            .bind("description", group.description())
            .bind("filter", group.filter().text())
            .bind("revision", asRead.revision() + 1)
            .execute()
        == 1;
  }

  @Override
  public boolean remove(GroupSet asRead, String name) {
    return database.write(
        "removing group " + name,
        tx ->
            Verdict.keepIf(
                isNext(tx, asRead) && tx.createUpdate(REMOVE).bind("name", name).execute() == 1));
  }
}
