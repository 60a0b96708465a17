package io.fumarole.storage;

import io.fumarole.campaign.paging.Before;
import io.fumarole.storage.Engine.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// [ApprovalStore] in the database.
final class SqlApprovalStore implements ApprovalStore {
  private static final String COLUMNS =
      "approval_id, action, subject, detail, revision, asked_by, asker, asked, state, decider, decided, words";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM approval ";
  private static final String NEWEST = Pages.order("asked", "approval_id");
  private static final String PAGE = Pages.condition("asked", "approval_id") + NEWEST;
  private static final String SAME =
      "WHERE action = :action AND subject = :subject AND detail = :detail AND state = 'WAITING' ";

  static final String FIND = SELECT + "WHERE approval_id = :id";
  static final String LIST = SELECT + "WHERE " + PAGE;
  static final String LIST_OF_STATE = SELECT + "WHERE state = :state AND " + PAGE;
  static final String ABOUT = SELECT + "WHERE action = :action AND subject = :subject " + NEWEST;
  static final String WAITING = SELECT + SAME;
  static final String MAKE_ROOM =
      "UPDATE approval SET state = 'REPLACED' "
          + SAME
          + "AND (revision <> :revision OR asked < :forgotten)";

  private static final String ADD =
      """
      INSERT INTO approval (approval_id, action, subject, detail, revision, asked_by, asker, asked, state, words)
      VALUES (:id, :action, :subject, :detail, :revision, :askedBy, :asker, :asked, 'WAITING', '')
      ON CONFLICT (action, subject, detail) WHERE state = 'WAITING' DO NOTHING
      """;

  static final String DECIDE =
      """
      UPDATE approval SET state = :state, decider = :decider, decided = :now, words = :words
      WHERE approval_id = :id AND state = 'WAITING'
      """;
  static final String FAILED =
      "UPDATE approval SET state = 'FAILED', words = :words WHERE approval_id = :id AND state = 'AGREED'";
  static final String DONE =
      "UPDATE approval SET state = 'APPROVED' WHERE approval_id = :id AND state = 'AGREED'";

  private final Database database;

  SqlApprovalStore(Database database) {
    this.database = database;
  }

  private static <T extends SqlStatement<T>> T same(T statement, Approval approval) {
    return statement
        .bind("action", approval.action())
        .bind("subject", approval.subject())
        .bind("detail", approval.detail());
  }

  @Override
  public Approval ask(Approval approval, Instant forgotten) {
    return database.write(
        "asking for an approval",
        tx -> {
          same(tx.createUpdate(MAKE_ROOM), approval)
              .bind("revision", approval.revision())
              .bind("forgotten", forgotten.toEpochMilli())
              .execute();
          add(tx, approval);
          return Verdict.keep(
              same(tx.createQuery(WAITING), approval).map((row, context) -> read(row)).one());
        });
  }

  private static void add(Handle tx, Approval approval) {
    same(tx.createUpdate(ADD), approval)
        .bind("id", approval.id())
        .bind("revision", approval.revision())
        .bind("askedBy", approval.askedBy())
        .bind("asker", approval.asker())
        .bind("asked", approval.asked().toEpochMilli())
        .execute();
  }

  @Override
  public Optional<Approval> find(String id) {
    return database
        .list("reading approval " + id, FIND, it -> it.bind("id", id), SqlApprovalStore::read)
        .stream()
        .findFirst();
  }

  @Override
  public List<Approval> list(Optional<State> state, Before before, int limit) {
    return database.list(
        "listing approvals",
        state.isPresent() ? LIST_OF_STATE : LIST,
        query -> {
          Pages.bind(query, before, limit);
          state.ifPresent(it -> query.bind("state", it.name()));
        },
        SqlApprovalStore::read);
  }

  @Override
  public List<Approval> about(String action, String subject, int limit) {
    return database.list(
        "listing approvals of " + subject,
        ABOUT,
        query -> query.bind("action", action).bind("subject", subject).bind("limit", limit),
        SqlApprovalStore::read);
  }

  @Override
  public boolean decide(String id, State state, String decider, String words, Instant now) {
    return database.write(
        "deciding about approval " + id,
        tx ->
            Verdict.keepIf(
                tx.createUpdate(DECIDE)
                        .bind("id", id)
                        .bind("state", state.name())
                        .bind("decider", decider)
                        .bind("words", words)
                        .bind("now", now.toEpochMilli())
                        .execute()
                    == 1));
  }

  @Override
  public void done(String id) {
    database.write(
        "noting that approval " + id + " is done",
        tx -> Verdict.keep(tx.createUpdate(DONE).bind("id", id).execute()));
  }

  @Override
  public void failed(String id, String words) {
    database.write(
        "noting that approval " + id + " failed",
        tx -> Verdict.keep(tx.createUpdate(FAILED).bind("id", id).bind("words", words).execute()));
  }

  private static Approval read(ResultSet row) throws SQLException {
    return new Approval(
        row.getString("approval_id"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("detail"),
        row.getLong("revision"),
        row.getString("asked_by"),
        row.getString("asker"),
        Column.time(row, "asked"),
        State.valueOf(row.getString("state")),
        Column.text(row, "decider"),
        Column.number(row, "decided").map(Instant::ofEpochMilli),
        row.getString("words"));
  }
}
