package io.fumarole.storage;

import io.fumarole.storage.Engine.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// [CallStore] in the database.
final class SqlCallStore implements CallStore {
  private static final String IS = "WHERE caller = :caller AND call_key = :key ";

  static final String FORGET_OLD = "DELETE FROM idempotent_call " + IS + "AND begun < :forgotten";

  private static final String BEGIN =
      """
      INSERT INTO idempotent_call (caller, call_key, request, begun)
      VALUES (:caller, :key, :request, :now)
      ON CONFLICT (caller, call_key) DO NOTHING
      """;

  static final String FIND =
      "SELECT request, begun, status, etag, answer FROM idempotent_call " + IS;
  static final String ANSWERED =
      "UPDATE idempotent_call SET status = :status, etag = :etag, answer = :answer " + IS;
  static final String FORGET = "DELETE FROM idempotent_call " + IS;
  static final String IS_ANY_OLD =
      "SELECT 1 FROM idempotent_call WHERE begun < :before ORDER BY begun LIMIT 1";
  static final String EXPIRE = "DELETE FROM idempotent_call WHERE begun < :before";

  private final Database database;

  SqlCallStore(Database database) {
    this.database = database;
  }

  private static <T extends SqlStatement<T>> T of(T statement, CallId id) {
    return statement.bind("caller", id.caller()).bind("key", id.key());
  }

  @Override
  public Begun begin(CallId id, String request, Instant now, Instant forgotten) {
    return database.write(
        "beginning a call",
        tx -> {
          of(tx.createUpdate(FORGET_OLD), id).bind("forgotten", forgotten.toEpochMilli()).execute();
          boolean isFirst =
              of(tx.createUpdate(BEGIN), id)
                      .bind("request", request)
                      .bind("now", now.toEpochMilli())
                      .execute()
                  == 1;
          return Verdict.keep(isFirst ? new Begun.First() : find(tx, id, request));
        });
  }

  private static Begun find(Handle tx, CallId id, String request) {
    return of(tx.createQuery(FIND), id).map((row, context) -> read(row, request)).one();
  }

  private static Begun read(ResultSet row, String request) throws SQLException {
    if (!row.getString("request").equals(request)) return new Begun.Other();
    var status = Column.number(row, "status");
    if (status.isEmpty()) return new Begun.Unanswered(Column.time(row, "begun"));
    return new Begun.Answered(
        new Answer(status.get().intValue(), Column.text(row, "etag"), row.getString("answer")));
  }

  @Override
  public void answered(CallId id, Answer answer) {
    database.write(
        "storing the answer to a call",
        tx ->
            Verdict.keep(
                of(tx.createUpdate(ANSWERED), id)
                    .bind("status", answer.status())
                    .bind("etag", answer.etag().orElse(null))
                    .bind("answer", answer.body())
                    .execute()));
  }

  @Override
  public void forget(CallId id) {
    database.write(
        "forgetting a call", tx -> Verdict.keep(of(tx.createUpdate(FORGET), id).execute()));
  }

  @Override
  public int expire(Instant before) {
    boolean isAny =
        database.read(
            "looking for old calls",
            handle ->
                handle
                    .createQuery(IS_ANY_OLD)
                    .bind("before", before.toEpochMilli())
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
    if (!isAny) return 0;
    return database.write(
        "forgetting old calls",
        tx ->
            Verdict.keep(tx.createUpdate(EXPIRE).bind("before", before.toEpochMilli()).execute()));
  }
}
