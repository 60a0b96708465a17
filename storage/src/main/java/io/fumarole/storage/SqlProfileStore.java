package io.fumarole.storage;

import io.fumarole.campaign.profile.ProfileRevision;
import io.fumarole.campaign.profile.ProfileStore;
import io.fumarole.storage.Engine.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// [ProfileStore] in the database.
final class SqlProfileStore implements ProfileStore {
  private static final String SELECT =
      "SELECT p.name, p.number, p.text, p.at, p.author, p.note FROM profile_revision p ";

  /// Rows are only added.
  static final String CHANGES = "SELECT COUNT(*) FROM profile_revision";

  static final String CURRENT =
      SELECT
          + """
          WHERE NOT EXISTS (
            SELECT 1 FROM profile_revision later
            WHERE later.name = p.name AND later.number > p.number)
          ORDER BY p.name
          """;
  static final String FIND = SELECT + "WHERE p.name = :name AND p.number = :number";
  static final String REVISIONS =
      SELECT + "WHERE p.name = :name AND p.number < :before ORDER BY p.number DESC LIMIT :limit";

  static final String LAST =
      "SELECT COALESCE(MAX(number), 0) FROM profile_revision WHERE name = :name";
  static final String IS_USED = "SELECT 1 FROM device WHERE profile = :name LIMIT 1";

  /// Of two that follow the same one, the key lets the first in.
  private static final String ADD =
      """
      INSERT INTO profile_revision (name, number, text, at, author, note)
      VALUES (:name, :number, :text, :at, :author, :note)
      ON CONFLICT (name, number) DO NOTHING
      """;

  static final String DEVICES_OF_NAME = "SELECT COUNT(*) FROM device WHERE profile = :name";
  static final String DEVICES =
      "SELECT profile, COUNT(*) AS number FROM device GROUP BY profile ORDER BY profile";

  private final Database database;

  SqlProfileStore(Database database) {
    this.database = database;
  }

  @Override
  public long changes() {
    return database.read(
        "looking for changed profiles",
        handle -> handle.createQuery(CHANGES).mapTo(Long.class).one());
  }

  @Override
  public List<ProfileRevision> current() {
    return database.list("reading profiles", CURRENT, query -> {}, SqlProfileStore::read);
  }

  @Override
  public Optional<ProfileRevision> find(String name, long number) {
    return database
        .list(
            "reading profile " + name,
            FIND,
            query -> query.bind("name", name).bind("number", number),
            SqlProfileStore::read)
        .stream()
        .findFirst();
  }

  @Override
  public List<ProfileRevision> revisions(String name, long before, int limit) {
    return database.list(
        "reading revisions of profile " + name,
        REVISIONS,
        query -> query.bind("name", name).bind("before", before).bind("limit", limit),
        SqlProfileStore::read);
  }

  @Override
  public boolean add(ProfileRevision revision) {
    return database.write(
        "storing profile " + revision.name(), tx -> Verdict.keepIf(add(tx, revision)));
  }

  @Override
  public boolean addUnlessUsed(ProfileRevision revision) {
    return database.write(
        "removing profile " + revision.name(),
        tx -> Verdict.keepIf(!isUsed(tx, revision.name()) && add(tx, revision)));
  }

  private static boolean isUsed(Handle tx, String name) {
    return tx.createQuery(IS_USED).bind("name", name).mapTo(Integer.class).findOne().isPresent();
  }

  private static boolean add(Handle tx, ProfileRevision revision) {
    long last = tx.createQuery(LAST).bind("name", revision.name()).mapTo(Long.class).one();
    if (revision.number() != last + 1) return false;
    return tx.createUpdate(ADD)
            .bind("name", revision.name())
            .bind("number", revision.number())
            .bind("text", revision.text().orElse(null))
            .bind("at", revision.at().toEpochMilli())
            .bind("author", revision.author())
            .bind("note", revision.note())
            .execute()
        == 1;
  }

  @Override
  public long devices(String name) {
    return database.read(
        "counting devices of profile " + name,
        handle -> handle.createQuery(DEVICES_OF_NAME).bind("name", name).mapTo(Long.class).one());
  }

  private record Count(String profile, long devices) {}

  @Override
  public Map<String, Long> devices() {
    Map<String, Long> devices = new HashMap<>();
    database
        .list(
            "counting devices by profile",
            DEVICES,
            query -> {},
            row -> new Count(row.getString("profile"), row.getLong("number")))
        .forEach(it -> devices.put(it.profile(), it.devices()));
    return devices;
  }

  private static ProfileRevision read(ResultSet row) throws SQLException {
    return new ProfileRevision(
        row.getString("name"),
        row.getLong("number"),
        Column.text(row, "text"),
        Column.time(row, "at"),
        row.getString("author"),
        row.getString("note"));
  }
}
