package io.fumarole.storage;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.campaign.plan.Member;
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
import org.jdbi.v3.core.statement.SqlStatement;

/// [CampaignStore] in the database. What changes many rows does it where they are.
final class SqlCampaignStore implements CampaignStore {
  private static final String SELECT = "SELECT " + CampaignRows.COLUMNS + " FROM campaign c ";
  private static final String SELECT_MEMBER =
      "SELECT " + MemberRows.COLUMNS + " FROM campaign_member m WHERE m.campaign_id = :id ";
  private static final String NEWEST = "ORDER BY c.created DESC, c.campaign_id LIMIT :limit";

  static final String FIND = SELECT + "WHERE c.campaign_id = :id";
  static final String LIST = SELECT + NEWEST;
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
      "UPDATE campaign SET wake_at = :lease WHERE campaign_id IN (SELECT campaign_id FROM campaign WHERE "
          + IS_DUE
          + "ORDER BY priority DESC, wake_at LIMIT :limit <skip_locked>) AND "
          + IS_DUE
          + "RETURNING "
          + CampaignRows.COLUMNS.replace("c.", "");

  static final String COUNT_MEMBERS =
      """
      SELECT phase, COUNT(*) AS taken, COUNT(deployment_id) AS placed
      FROM campaign_member WHERE campaign_id = :id AND out_reason IS NULL GROUP BY phase
      """;
  static final String COUNT_DEPLOYMENTS =
      """
      SELECT phase, state, COUNT(*) AS number FROM deployment
      WHERE campaign_id = :id AND phase IS NOT NULL GROUP BY phase, state
      """;

  static final String TAKE =
      """
      UPDATE campaign_member SET phase = :phase WHERE campaign_id = :id AND device_id IN (
        SELECT device_id FROM campaign_member
        WHERE campaign_id = :id AND phase IS NULL AND out_reason IS NULL
        ORDER BY place, device_id LIMIT :most)
      """;

  private static final String IS_HELD =
      "m.campaign_id = :id AND m.phase IS NOT NULL AND m.deployment_id IS NULL AND m.out_reason IS NULL ";

  static final String VERSIONS =
      """
      SELECT DISTINCT d.version AS version
      FROM campaign_member m JOIN device d ON d.device_id = m.device_id WHERE
      """
          + IS_HELD;

  private static final String RUNS_VERSION =
      "COALESCE(d.version, '') = COALESCE(CAST(:version AS TEXT), '') ";

  /// Of a member's next deployment, as in [Member#nextDeployment].
  private static final String NEXT_ID =
      """
      (m.campaign_id || 'd' || CAST(m.number AS TEXT)
        || CASE WHEN m.tries = 0 THEN '' ELSE 'r' || CAST(m.tries AS TEXT) END)
      """;

  /// All but device, id and time of the notification is the same for all.
  static final String PLACE =
      """
      INSERT INTO deployment (device_id, deployment_id, package_id, to_version, wish, state, is_open,
        reason, choice, package_present, attempts, excluded, created, changed, deadline, revision,
        since, waiting_for, waiting_until, wake_at, notifications, absences, broken_transfers, stalls,
        campaign_id, phase)
      SELECT h.device_id, h.next_id, :package, :to, :wish, :state, :open, :reason, :choice, :present,
        :attempts, :excluded, :created, :changed, :deadline, :revision, :since, :waitingFor,
        :waitingUntil + h.position * :gap, :wake + h.position * :gap, :notifications, :absences,
        :broken, :stalls, :campaign, h.phase
      FROM (SELECT m.device_id, m.phase, %s AS next_id,
          ROW_NUMBER() OVER (ORDER BY m.place, m.device_id) - 1 AS position
        FROM campaign_member m JOIN device d ON d.device_id = m.device_id
        WHERE %s AND d.standing = 'ENROLLED' AND %s
          AND NOT EXISTS (
            SELECT 1 FROM deployment o WHERE o.device_id = m.device_id AND o.is_open = 1)
        ORDER BY m.place, m.device_id LIMIT :most) h
      WHERE 1 = 1
      ON CONFLICT DO NOTHING
      """
          .formatted(NEXT_ID, IS_HELD, RUNS_VERSION);

  private static final String HAS_NEXT =
      "EXISTS (SELECT 1 FROM deployment o WHERE o.deployment_id = " + NEXT_ID + ")";

  static final String TELL =
      """
      INSERT INTO event (device_id, number, deployment_id, at, kind, text)
      SELECT m.device_id,
        (SELECT COALESCE(MAX(e.number), 0) + 1 FROM event e WHERE e.device_id = m.device_id),
        %s, :at, :kind, :text
      FROM campaign_member m WHERE %s AND %s
      """
          .formatted(NEXT_ID, IS_HELD, HAS_NEXT);

  static final String LINK =
      """
      UPDATE campaign_member AS m SET deployment_id = %s WHERE %s AND %s
      """
          .formatted(NEXT_ID, IS_HELD, HAS_NEXT);

  static final String PUT_OUT_HELD =
      """
      UPDATE campaign_member SET out_reason = :why WHERE campaign_id = :id AND device_id IN (
        SELECT m.device_id FROM campaign_member m JOIN device d ON d.device_id = m.device_id
        WHERE %s AND %s LIMIT :most)
      """
          .formatted(IS_HELD, RUNS_VERSION);

  static final String LET_GO =
      """
      UPDATE campaign_member SET out_reason = :why WHERE campaign_id = :id AND device_id IN (
        SELECT m.device_id FROM campaign_member m WHERE %s LIMIT :most)
      """
          .formatted(IS_HELD);

  private static final String OPEN_OF_CAMPAIGN =
      "FROM deployment o WHERE o.campaign_id = :id AND o.phase IS NOT NULL AND o.is_open = 1 ";

  static final String TELL_CANCELLED =
      """
      INSERT INTO event (device_id, number, deployment_id, at, kind, text)
      SELECT o.device_id,
        (SELECT COALESCE(MAX(e.number), 0) + 1 FROM event e WHERE e.device_id = o.device_id),
        o.deployment_id, :now, 'cancelled', :why
      """
          + OPEN_OF_CAMPAIGN
          + "AND o.attempts = :none ORDER BY o.device_id LIMIT :most";

  static final String CANCEL =
      """
      UPDATE deployment SET end_stage = state, state = 'CANCELLED', is_open = 0, reason = :why,
        since = :now, changed = :now, waiting_for = NULL, waiting_until = NULL, wake_at = NULL,
        end_cause = :cause, revision = revision + 1
      WHERE deployment_id IN (SELECT o.deployment_id
      """
          + OPEN_OF_CAMPAIGN
          + "AND o.attempts = :none ORDER BY o.device_id LIMIT :most)";

  static final String BEGUN =
      "SELECT "
          + DeploymentRows.COLUMNS
          + OPEN_OF_CAMPAIGN
          + "AND o.state NOT IN ('DOWNLOADING', 'UPDATING', 'VERIFYING') LIMIT :limit";

  static final String RELEASE =
      """
      UPDATE deployment SET waiting_for = 'SESSION', since = :now, changed = :now,
        waiting_until = h.at, wake_at = h.at, revision = revision + 1
      FROM (SELECT o.deployment_id AS id,
          :from + (ROW_NUMBER() OVER (ORDER BY o.device_id) - 1) * :gap AS at
      """
          + OPEN_OF_CAMPAIGN
          + "AND o.waiting_for = 'CAMPAIGN' ORDER BY o.device_id LIMIT :most) h "
          + "WHERE deployment_id = h.id";

  static final String TRY_AGAIN =
      """
      UPDATE campaign_member SET deployment_id = NULL, tries = tries + 1
      WHERE campaign_id = :id AND device_id IN (SELECT m.device_id FROM campaign_member m
        JOIN deployment o ON o.deployment_id = m.deployment_id
        WHERE m.campaign_id = :id AND m.out_reason IS NULL AND o.state IN ('FAILED', 'EXPIRED')
        ORDER BY m.device_id LIMIT :most)
      """;

  /// Another one counts in their place.
  static final String FORGET =
      """
      UPDATE deployment SET phase = NULL
      WHERE campaign_id = :id AND phase IS NOT NULL AND state IN ('FAILED', 'EXPIRED')
        AND EXISTS (SELECT 1 FROM campaign_member m WHERE m.device_id = deployment.device_id
          AND m.campaign_id = :id AND m.deployment_id IS NULL)
      """;

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
  public List<Campaign> list(int limit) {
    return list("listing campaigns", LIST, query -> query.bind("limit", limit));
  }

  @Override
  public List<Campaign> of(DeviceId device, int limit) {
    return list(
        "listing campaigns of device " + device,
        OF_DEVICE,
        query -> query.bind("device", device.value()).bind("limit", limit));
  }

  private List<Campaign> list(String doing, String sql, Consumer<Query> bindings) {
    return database.read(
        doing,
        handle -> {
          Query query = handle.createQuery(sql);
          bindings.accept(query);
          return query.map((row, context) -> CampaignRows.readIfAny(row)).stream()
              .flatMap(Optional::stream)
              .toList();
        });
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

  private static <S extends SqlStatement<S>> S of(S statement, Campaign campaign, int most) {
    return statement.bind("id", campaign.id().value()).bind("most", most);
  }

  @Override
  public boolean take(Campaign next, int most) {
    return changing(
            next,
            tx ->
                of(tx.createUpdate(TAKE), next, most)
                    .bind("phase", next.progress().phase())
                    .execute())
        .isPresent();
  }

  @Override
  public List<Optional<String>> versionsOfHeld(CampaignId id) {
    return database.read(
        "reading versions of campaign " + id,
        handle ->
            handle
                .createQuery(VERSIONS)
                .bind("id", id.value())
                .map((row, context) -> Column.text(row, "version"))
                .list());
  }

  @Override
  public Optional<Integer> place(
      Campaign next, Optional<String> version, Placement placement, int most) {
    // The values that all have in common, in the row of one of them.
    Member any = Member.waiting(new DeviceId("any"), 0, 0).taken(0);
    Deployment pattern = placement.deployment(next, any, placement.notifyFrom());
    return changing(
        next,
        tx -> {
          int placed =
              of(DeploymentRows.bindNew(tx.createUpdate(PLACE), pattern), next, most)
                  .bind("version", version.orElse(null))
                  .bind("gap", placement.gap().toMillis())
                  .execute();
          if (placed == 0) return 0;
          tx.createUpdate(TELL)
              .bind("id", next.id().value())
              .bind("at", placement.now().toEpochMilli())
              .bind("kind", DeploymentState.SCHEDULED.word())
              .bind("text", placement.reason())
              .execute();
          tx.createUpdate(LINK).bind("id", next.id().value()).execute();
          return placed;
        });
  }

  @Override
  public Optional<Integer> putOut(Campaign next, Optional<String> version, String why, int most) {
    return changing(
        next,
        tx ->
            of(tx.createUpdate(PUT_OUT_HELD), next, most)
                .bind("version", version.orElse(null))
                .bind("why", why)
                .execute());
  }

  @Override
  public Optional<Integer> cancel(Campaign asRead, String why, int most, Instant now) {
    String none = DeploymentRows.noAttempts();
    return changing(
        asRead,
        tx -> {
          of(tx.createUpdate(TELL_CANCELLED), asRead, most)
              .bind("now", now.toEpochMilli())
              .bind("why", why)
              .bind("none", none)
              .execute();
          int cancelled =
              of(tx.createUpdate(CANCEL), asRead, most)
                  .bind("now", now.toEpochMilli())
                  .bind("why", why)
                  .bind("none", none)
                  .bind("cause", Ending.Cause.OPERATOR.name())
                  .execute();
          int gone = of(tx.createUpdate(LET_GO), asRead, most).bind("why", why).execute();
          return cancelled + gone;
        });
  }

  @Override
  public List<Deployment> begun(CampaignId id, int limit) {
    return database.read(
        "reading deployments of campaign " + id,
        handle ->
            handle
                .createQuery(BEGUN)
                .bind("id", id.value())
                .bind("limit", limit)
                .map((row, context) -> DeploymentRows.readIfAny(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .filter(d -> !d.attempts().isEmpty() && !d.isInFlight())
                .toList());
  }

  @Override
  public Optional<Integer> release(
      Campaign next, Instant from, Duration gap, int most, Instant now) {
    return changing(
        next,
        tx ->
            of(tx.createUpdate(RELEASE), next, most)
                .bind("from", from.toEpochMilli())
                .bind("gap", gap.toMillis())
                .bind("now", now.toEpochMilli())
                .execute());
  }

  @Override
  public Optional<Integer> retry(Campaign asRead, int most, Instant now) {
    return changing(
        asRead,
        tx -> {
          int again = of(tx.createUpdate(TRY_AGAIN), asRead, most).execute();
          if (again > 0) tx.createUpdate(FORGET).bind("id", asRead.id().value()).execute();
          return again;
        });
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
}
