package io.fumarole.storage;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.paging.Before;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.campaign.plan.Kind;
import io.fumarole.campaign.plan.Member;
import io.fumarole.campaign.plan.Participation;
import io.fumarole.campaign.plan.Tally;
import io.fumarole.storage.Engine.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// [CampaignStore] in the database. What changes many rows is in [CampaignMoves].
final class SqlCampaignStore implements CampaignStore {
  private static final String SELECT = "SELECT " + CampaignRows.COLUMNS + " FROM campaign c ";
  private static final String SELECT_MEMBER =
      "SELECT " + MemberRows.COLUMNS + " FROM campaign_member m WHERE m.campaign_id = :id ";
  private static final String NEWEST = Pages.order("c.created", "c.campaign_id");

  static final String FIND = SELECT + "WHERE c.campaign_id = :id";
  static final String LIST =
      SELECT + "WHERE " + Pages.condition("c.created", "c.campaign_id") + NEWEST;
  static final String OF_DEVICE =
      SELECT
          + "WHERE c.campaign_id IN (SELECT m.campaign_id FROM campaign_member m WHERE m.device_id = :device) "
          + NEWEST;
  static final String MEMBER = SELECT_MEMBER + "AND m.device_id = :device";
  static final String MEMBERS =
      SELECT_MEMBER + "AND m.device_id > :after ORDER BY m.device_id LIMIT :limit";

  private static final String IS_DUE = "wake_at <= :now ";
  static final String IS_ANY_DUE = "SELECT 1 FROM campaign WHERE " + IS_DUE + "LIMIT 1";
  static final String CLAIM =
      Engine.due(
              "SELECT campaign_id FROM campaign WHERE "
                  + IS_DUE
                  + "ORDER BY priority DESC, wake_at LIMIT :limit")
          + "UPDATE campaign SET wake_at = :lease WHERE campaign_id IN (SELECT * FROM due) AND "
          + IS_DUE
          + "RETURNING "
          + CampaignRows.COLUMNS.replace("c.", "");

  static final String COUNT_MEMBERS =
      """
      SELECT phase, COUNT(*) AS taken, COUNT(deployment_id) AS placed
      FROM campaign_member
      WHERE campaign_id = :id AND (out_reason IS NULL OR deployment_id IS NOT NULL) GROUP BY phase
      """;
  static final String COUNT_DEPLOYMENTS =
      """
      SELECT phase, state, steps_left, COUNT(*) AS number FROM deployment
      WHERE campaign_id = :id AND phase IS NOT NULL GROUP BY phase, state, steps_left
      """;

  static final String KINDS =
      """
      SELECT DISTINCT d.version AS version, CASE WHEN :byHardware = 1 THEN d.hardware END AS hardware
      FROM campaign_member m JOIN device d ON d.device_id = m.device_id WHERE
      """
          + CampaignMoves.IS_HELD;

  static final String BEGUN =
      "SELECT "
          + DeploymentRows.COLUMNS
          + CampaignMoves.OPEN_OF_CAMPAIGN
          + "AND o.attempts <> :none AND o.state NOT IN ('DOWNLOADING', 'UPDATING', 'VERIFYING') LIMIT :limit";

  private final Database database;

  SqlCampaignStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(Campaign campaign) {
    return database.write(
        "adding campaign " + campaign.id(), tx -> Verdict.keepIf(CampaignRows.add(tx, campaign)));
  }

  @Override
  public Optional<Campaign> find(CampaignId id) {
    return list("reading campaign " + id, FIND, query -> query.bind("id", id.value())).stream()
        .findFirst();
  }

  @Override
  public List<Campaign> list(Before before, int limit) {
    return list("listing campaigns", LIST, query -> Pages.bind(query, before, limit));
  }

  @Override
  public List<Campaign> of(DeviceId device, int limit) {
    return list(
        "listing campaigns of device " + device,
        OF_DEVICE,
        query -> query.bind("device", device.value()).bind("limit", limit));
  }

  private List<Campaign> list(String doing, String sql, Consumer<Query> bindings) {
    return database.list(doing, sql, bindings, CampaignRows::readIfAny).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public boolean update(Campaign changed) {
    return database.write(
        "storing campaign " + changed.id(), tx -> Verdict.keepIf(CampaignRows.update(tx, changed)));
  }

  @Override
  public List<Campaign> claim(Instant now, Instant lease, int limit) {
    boolean isAnyDue =
        database.read(
            "looking for due campaigns",
            handle ->
                handle
                    .createQuery(IS_ANY_DUE)
                    .bind("now", now.toEpochMilli())
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
    if (!isAnyDue) return List.of();
    return database.write(
        "claiming due campaigns",
        tx ->
            Verdict.keep(
                tx
                    .createQuery(CLAIM)
                    .bind("now", now.toEpochMilli())
                    .bind("lease", lease.toEpochMilli())
                    .bind("limit", limit)
                    .map((row, context) -> CampaignRows.readIfAny(row))
                    .list()
                    .stream()
                    .flatMap(Optional::stream)
                    .toList()));
  }

  @Override
  public Tally tally(Campaign campaign) {
    return database.read(
        "counting campaign " + campaign.id(),
        handle -> {
          var counting = new CampaignCount(campaign.plan().phases().size());
          handle
              .createQuery(COUNT_MEMBERS)
              .bind("id", campaign.id().value())
              .map((row, context) -> counting.members(row))
              .list();
          handle
              .createQuery(COUNT_DEPLOYMENTS)
              .bind("id", campaign.id().value())
              .map((row, context) -> counting.deployments(row))
              .list();
          return counting.tally();
        });
  }

  @Override
  public boolean enrol(Campaign next, List<Member> members) {
    return changing(
            next,
            tx -> {
              MemberRows.add(tx, next.id(), members);
              return members.size();
            })
        .isPresent();
  }

  /// Stores the campaign first, so that of two that change it one waits for the other and is told.
  private Optional<Integer> changing(Campaign next, ToIntFunction<Handle> change) {
    return database.write(
        "changing campaign " + next.id(),
        tx -> {
          if (!CampaignRows.update(tx, next)) return Verdict.undo(Optional.empty());
          return Verdict.keep(Optional.of(change.applyAsInt(tx)));
        });
  }

  @Override
  public boolean take(Campaign next, int most) {
    return changing(next, tx -> CampaignMoves.take(tx, next, most)).isPresent();
  }

  @Override
  public List<Kind> kindsOfHeld(CampaignId id, boolean byHardware) {
    return database.read(
        "reading kinds of campaign " + id,
        handle ->
            handle
                .createQuery(KINDS)
                .bind("id", id.value())
                .bind("byHardware", Column.of(byHardware))
                .map(
                    (row, context) ->
                        Kind.of(
                            Column.text(row, "version"), Column.text(row, "hardware"), byHardware))
                .list());
  }

  @Override
  public Optional<Integer> place(Campaign next, Kind kind, Placement placement, int most) {
    return changing(next, tx -> CampaignMoves.place(tx, next, kind, placement, most));
  }

  @Override
  public Optional<Integer> putOut(Campaign next, Kind kind, String why, int most) {
    return changing(next, tx -> CampaignMoves.putOut(tx, next, kind, why, most));
  }

  @Override
  public Optional<Integer> putOutAway(Campaign next, String why, int most) {
    return changing(next, tx -> CampaignMoves.putOutAway(tx, next, why, most));
  }

  @Override
  public Optional<Integer> cancel(Campaign asRead, String why, int most, Instant now) {
    return changing(asRead, tx -> CampaignMoves.cancel(tx, asRead, why, most, now));
  }

  @Override
  public List<Deployment> begun(CampaignId id, int limit) {
    return database.read(
        "reading deployments of campaign " + id,
        handle ->
            handle
                .createQuery(BEGUN)
                .bind("id", id.value())
                .bind("none", DeploymentRows.noAttempts())
                .bind("limit", limit)
                .map((row, context) -> DeploymentRows.readIfAny(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .filter(d -> !d.isInFlight())
                .toList());
  }

  @Override
  public Optional<Integer> release(
      Campaign next, Instant from, Duration gap, int most, Instant now) {
    return changing(next, tx -> CampaignMoves.release(tx, next, from, gap, most, now));
  }

  @Override
  public Optional<Integer> retry(Campaign asRead, int most, Instant now) {
    return changing(asRead, tx -> CampaignMoves.retry(tx, asRead, most));
  }

  @Override
  public Optional<Integer> goFarther(Campaign asRead, int most) {
    return changing(asRead, tx -> CampaignMoves.goFarther(tx, asRead, most));
  }

  @Override
  public boolean exclude(Campaign asRead, DeviceId device, String why) {
    return changing(
            asRead,
            tx ->
                tx.createUpdate(MemberRows.PUT_OUT)
                    .bind("device", device.value())
                    .bind("campaign", asRead.id().value())
                    .bind("place", Long.MAX_VALUE)
                    .bind("why", why)
                    .execute())
        .isPresent();
  }

  @Override
  public Optional<Member> member(CampaignId id, DeviceId device) {
    return members(id, MEMBER, query -> query.bind("device", device.value())).stream().findFirst();
  }

  @Override
  public List<Member> members(CampaignId id, String after, int limit) {
    return members(id, MEMBERS, query -> query.bind("after", after).bind("limit", limit));
  }

  private List<Member> members(CampaignId id, String sql, Consumer<Query> bindings) {
    return database.read(
        "reading members of campaign " + id,
        handle -> {
          Query query = handle.createQuery(sql).bind("id", id.value());
          bindings.accept(query);
          return query.map((row, context) -> MemberRows.read(row)).list();
        });
  }

  @Override
  public List<Participation> participations(CampaignId id, String after, int limit) {
    return database.read(
        "reading devices of campaign " + id,
        handle ->
            handle
                .createQuery(ParticipationRows.PAGE)
                .bind("id", id.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> ParticipationRows.read(row))
                .list());
  }
}
