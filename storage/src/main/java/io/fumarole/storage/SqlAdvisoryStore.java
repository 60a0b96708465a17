package io.fumarole.storage;

import io.fumarole.campaign.inventory.Advisory;
import io.fumarole.campaign.inventory.AdvisoryStore;
import io.fumarole.storage.Engine.Verdict;
import io.fumarole.storage.RecordJson.UnreadableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;
import tools.jackson.core.type.TypeReference;

/// [AdvisoryStore] in the database.
final class SqlAdvisoryStore implements AdvisoryStore {
  private static final String SELECT =
      "SELECT advisory_id, title, url, models, changed, revision FROM advisory ";
  static final String LIST = SELECT + "ORDER BY advisory_id LIMIT " + Advisory.MOST;
  static final String FIND = SELECT + "WHERE advisory_id = :id";

  private static final String ADD =
      """
      INSERT INTO advisory (advisory_id, title, url, models, changed, revision)
      VALUES (:id, :title, :url, :models, :changed, :revision)
      ON CONFLICT (advisory_id) DO NOTHING
      """;

  static final String UPDATE =
      """
      UPDATE advisory SET title = :title, url = :url, models = :models, changed = :changed,
        revision = revision + 1
      WHERE advisory_id = :id AND revision = :revision
      """;

  static final String REMOVE = "DELETE FROM advisory WHERE advisory_id = :id";

  private static final TypeReference<List<Advisory.OfModel>> MODELS = new TypeReference<>() {};

  private final Database database;

  SqlAdvisoryStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Advisory> advisories() {
    return database.list("listing advisories", LIST, query -> {}, SqlAdvisoryStore::read);
  }

  @Override
  public Optional<Advisory> find(String id) {
    return database
        .list("reading advisory " + id, FIND, it -> it.bind("id", id), SqlAdvisoryStore::read)
        .stream()
        .findFirst();
  }

  @Override
  public boolean add(Advisory advisory) {
    return database.write(
        "adding advisory " + advisory.id(),
        tx -> Verdict.keepIf(bind(tx.createUpdate(ADD), advisory).execute() == 1));
  }

  @Override
  public boolean update(Advisory changed) {
    return database.write(
        "storing advisory " + changed.id(),
        tx -> Verdict.keepIf(bind(tx.createUpdate(UPDATE), changed).execute() == 1));
  }

  private static Update bind(Update update, Advisory advisory) {
    return update
        .bind("id", advisory.id())
        .bind("title", advisory.title())
        .bind("url", advisory.url().orElse(null))
        .bind("models", RecordJson.write(advisory.models(), MODELS))
        .bind("changed", advisory.changed().toEpochMilli())
        .bind("revision", advisory.revision());
  }

  @Override
  public boolean remove(String id) {
    return database.write(
        "removing advisory " + id,
        tx -> Verdict.keepIf(tx.createUpdate(REMOVE).bind("id", id).execute() == 1));
  }

  private static Advisory read(ResultSet row) throws SQLException {
    try {
      return new Advisory(
          row.getString("advisory_id"),
          row.getString("title"),
          Column.text(row, "url"),
          RecordJson.recall(row.getString("models"), MODELS),
          Column.time(row, "changed"),
          row.getLong("revision"));
    } catch (UnreadableException unreadable) {
      throw new SQLException("column models is no list of models", unreadable);
    }
  }
}
