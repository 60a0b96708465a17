package io.fumarole.storage;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.Engine.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// [TokenStore] in the database.
final class SqlTokenStore implements TokenStore {
  private static final String SELECT =
      "SELECT token_id, name, scopes, sha256, created, expires FROM api_token ";

  static final String FIND = SELECT + "WHERE token_id = :id";
  static final String LIST = SELECT + "ORDER BY created DESC, token_id LIMIT :limit";

  private static final String ADD =
      """
      INSERT INTO api_token (token_id, name, scopes, sha256, created, expires)
      VALUES (:id, :name, :scopes, :sha256, :created, :expires)
      ON CONFLICT (token_id) DO NOTHING
      """;

  private static final String REMOVE = "DELETE FROM api_token WHERE token_id = :id";

  private final Database database;

  SqlTokenStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(StoredToken token) {
    return database.write(
        "adding token " + token.id(),
        tx ->
            Verdict.keepIf(
                tx.createUpdate(ADD)
                        .bind("id", token.id())
                        .bind("name", token.name())
                        .bind("scopes", String.join(" ", token.scopes()))
                        .bind("sha256", token.digest().toByteArray())
                        .bind("created", token.created().toEpochMilli())
                        .bind("expires", token.expires().map(Instant::toEpochMilli).orElse(null))
                        .execute()
                    == 1));
  }

  @Override
  public Optional<StoredToken> find(String id) {
    return database.read(
        "reading token " + id,
        handle ->
            handle.createQuery(FIND).bind("id", id).map((row, context) -> read(row)).findOne());
  }

  @Override
  public List<StoredToken> list(int limit) {
    return database.read(
        "listing tokens",
        handle ->
            handle.createQuery(LIST).bind("limit", limit).map((row, context) -> read(row)).list());
  }

  @Override
  public boolean remove(String id) {
    return database.write(
        "removing token " + id,
        tx -> Verdict.keepIf(tx.createUpdate(REMOVE).bind("id", id).execute() == 1));
  }

  private static StoredToken read(ResultSet row) throws SQLException {
    return new StoredToken(
        row.getString("token_id"),
        row.getString("name"),
        new TreeSet<>(List.of(row.getString("scopes").split(" "))),
        Octets.wrap(row.getBytes("sha256")),
        Column.time(row, "created"),
        Column.number(row, "expires").map(Instant::ofEpochMilli));
  }
}
