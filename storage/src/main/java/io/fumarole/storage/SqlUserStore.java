package io.fumarole.storage;

import io.fumarole.storage.Engine.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/// [UserStore] in the database.
final class SqlUserStore implements UserStore {
  private static final String COLUMNS =
      "name, display_name, role, hash, is_active, epoch, created, changed, revision";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM user_account ";
  static final String FIND = SELECT + "WHERE name = :name";
  static final String LIST = SELECT + "ORDER BY name LIMIT :limit";
  private static final String COUNT = "SELECT COUNT(*) FROM user_account";

  private static final String ADD =
      "INSERT INTO user_account ("
          + COLUMNS
          + """
          )
          VALUES (:name, :displayName, :role, :hash, :active, :epoch, :created, :changed, :revision)
          ON CONFLICT (name) DO NOTHING
          """;

  static final String UPDATE =
      """
      UPDATE user_account
      SET display_name = :displayName, role = :role, hash = :hash, is_active = :active,
        epoch = :epoch, changed = :changed, revision = revision + 1
      WHERE name = :name AND created = :created AND revision = :revision
      """;

  static final String REMOVE = "DELETE FROM user_account WHERE name = :name";

  private final Database database;

  SqlUserStore(Database database) {
    this.database = database;
  }

  @Override
  public Added add(StoredUser user, int most) {
    return database.write(
        "adding user " + user.name(),
        tx -> {
          // Two nodes may add at once: one more than there may be does no harm.
          if (tx.createQuery(COUNT).mapTo(Integer.class).one() >= most)
            return Verdict.undo(Added.TOO_MANY);
          boolean isAdded = bind(tx.createUpdate(ADD), user).execute() == 1;
          return isAdded ? Verdict.keep(Added.ADDED) : Verdict.undo(Added.EXISTS);
        });
  }

  private static Update bind(Update update, StoredUser user) {
    return update
        .bind("name", user.name())
        .bind("displayName", user.displayName())
        .bind("role", user.role())
        .bind("hash", user.password())
        .bind("active", user.isActive() ? 1 : 0)
        .bind("epoch", user.epoch())
        .bind("created", user.created().toEpochMilli())
        .bind("changed", user.changed().toEpochMilli())
        .bind("revision", user.revision());
  }

  @Override
  public Optional<StoredUser> find(String name) {
    return database
        .list("reading user " + name, FIND, it -> it.bind("name", name), this::read)
        .stream()
        .findFirst();
  }

  @Override
  public List<StoredUser> list(int limit) {
    return database.list("listing users", LIST, it -> it.bind("limit", limit), this::read);
  }

  @Override
  public boolean update(StoredUser user) {
    return database.write(
        "changing user " + user.name(),
        tx -> Verdict.keepIf(bind(tx.createUpdate(UPDATE), user).execute() == 1));
  }

  @Override
  public boolean remove(String name) {
    return database.write(
        "removing user " + name,
        tx -> Verdict.keepIf(tx.createUpdate(REMOVE).bind("name", name).execute() == 1));
  }

  private StoredUser read(ResultSet row) throws SQLException {
    return new StoredUser(
        row.getString("name"),
        row.getString("display_name"),
        row.getString("role"),
        row.getString("hash"),
        row.getLong("is_active") == 1,
        row.getLong("epoch"),
        Column.time(row, "created"),
        Column.time(row, "changed"),
        row.getLong("revision"));
  }
}
