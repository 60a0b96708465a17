package io.fumarole.storage;

import io.fumarole.campaign.catalogue.Release;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.ReleaseStore;
import io.fumarole.campaign.paging.Before;
import io.fumarole.storage.Engine.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/// [ReleaseStore] in the database.
final class SqlReleaseStore implements ReleaseStore {
  private static final String SELECT =
      "SELECT " + ReleaseRows.COLUMNS + " FROM firmware_release r ";
  static final String FIND = SELECT + "WHERE r.model = :model AND r.version = :version";

  /// [ReleaseStore#key]
  private static final String KEY = "(r.model || :between || r.version)";

  private static final String NEWEST =
      Pages.condition("r.changed", KEY) + Pages.order("r.changed", KEY);
  static final String LIST = SELECT + "WHERE " + NEWEST;
  static final String LIST_OF_MODEL = SELECT + "WHERE r.model = :model AND " + NEWEST;
  private static final String DUE = "FROM firmware_release WHERE sweep_at <= :now ";
  static final String IS_ANY_DUE = "SELECT 1 " + DUE + "LIMIT 1";

  static final String CLAIM =
      Engine.due("SELECT model, version " + DUE + "ORDER BY sweep_at LIMIT :limit")
          + "UPDATE firmware_release SET sweep_at = :lease "
          + "WHERE (model, version) IN (SELECT * FROM due) AND sweep_at <= :now RETURNING "
          // SQLite knows no alias there.
          + ReleaseRows.COLUMNS.replace("r.", "");

  static final String SWEEP_AT =
      "UPDATE firmware_release SET sweep_at = :at WHERE model = :model AND version = :version";

  private final Database database;

  SqlReleaseStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Release> find(ReleaseId id) {
    return database.read(
        "reading release " + id,
        handle ->
            handle
                .createQuery(FIND)
                .bind("model", id.model())
                .bind("version", id.version())
                .map((row, context) -> ReleaseRows.read(row))
                .findOne());
  }

  @Override
  public List<Release> releases(Optional<String> model, Before before, int limit) {
    return database.read(
        "listing releases",
        handle -> {
          Query query = handle.createQuery(model.isPresent() ? LIST_OF_MODEL : LIST);
          model.ifPresent(name -> query.bind("model", name));
          return Pages.bind(query.bind("between", "\n"), before, limit)
              .map((row, context) -> ReleaseRows.read(row))
              .list();
        });
  }

  @Override
  public boolean update(Release changed) {
    return database.write(
        "storing release " + changed.id(), tx -> Verdict.keepIf(ReleaseRows.update(tx, changed)));
  }

  /// Looks before it claims: most of the time nothing is due, and the one writer is left alone.
  @Override
  public List<Release> claimWithdrawn(Instant now, Instant lease, int limit) {
    boolean isAnyDue =
        database.read(
            "looking for withdrawn releases",
            handle ->
                handle
                    .createQuery(IS_ANY_DUE)
                    .bind("now", now.toEpochMilli())
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
    if (!isAnyDue) return List.of();
    return database.write(
        "claiming withdrawn releases",
        tx ->
            Verdict.keep(
                tx.createQuery(CLAIM)
                    .bind("now", now.toEpochMilli())
                    .bind("lease", lease.toEpochMilli())
                    .bind("limit", limit)
                    .map((row, context) -> ReleaseRows.read(row))
                    .list()));
  }

  @Override
  public void sweepAt(ReleaseId id, Optional<Instant> at) {
    database.write(
        "planning for release " + id,
        tx ->
            Verdict.keep(
                tx.createUpdate(SWEEP_AT)
                    .bind("at", at.map(Instant::toEpochMilli).orElse(null))
                    .bind("model", id.model())
                    .bind("version", id.version())
                    .execute()));
  }
}
