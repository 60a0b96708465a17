package io.fumarole.storage;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignWork.Placement;
import io.fumarole.campaign.plan.Kind;
import io.fumarole.campaign.plan.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/// What changes many members and deployments of a campaign, where they are. Whoever calls has
/// changed the campaign's own row in the same transaction, so that no two change its members at
/// once. Deployments are changed by their devices too: what a statement rests on stands in its
/// outer `WHERE`, which is looked at again once the row is free.
final class CampaignMoves {
  static final String TAKE =
      """
      UPDATE campaign_member SET phase = :phase WHERE campaign_id = :id AND device_id IN (
        SELECT device_id FROM campaign_member
        WHERE campaign_id = :id AND phase IS NULL AND out_reason IS NULL
        ORDER BY place, device_id LIMIT :most)
      """;

  static final String IS_HELD =
      "m.campaign_id = :id AND m.phase IS NOT NULL AND m.deployment_id IS NULL AND m.out_reason IS NULL ";

  private static final String IS_OF_KIND =
      """
      COALESCE(d.version, '') = COALESCE(CAST(:version AS TEXT), '')
        AND (:byHardware = 0 OR COALESCE(d.hardware, '') = COALESCE(CAST(:hardware AS TEXT), ''))
      """;

  /// Of a member's next deployment, as in [Member#nextDeployment].
  private static final String NEXT_ID =
      """
      (m.campaign_id || 'd' || CAST(m.number AS TEXT)
        || CASE WHEN m.steps = 0 THEN '' ELSE 's' || CAST(m.steps AS TEXT) END
        || CASE WHEN m.tries = 0 THEN '' ELSE 'r' || CAST(m.tries AS TEXT) END)
      """;

  /// All but device, id and time of the notification is the same for all.
  static final String PLACE =
      """
      INSERT INTO deployment (device_id, deployment_id, package_id, to_version, wish, state, is_open,
        reason, choice, package_present, attempts, excluded, created, changed, deadline, revision,
        since, waiting_for, waiting_until, wake_at, notifications, absences, broken_transfers, stalls,
        campaign_id, phase, from_version, step, steps_left)
      SELECT h.device_id, h.next_id, :package, :to, :wish, :state, :open, :reason, :choice, :present,
        :attempts, :excluded, :created, :changed, COALESCE(h.deadline, :deadline), :revision, :since, :waitingFor,
        :waitingUntil + h.position * :gap, :wake + h.position * :gap, :notifications, :absences,
        :broken, :stalls, :campaign, h.phase, :from, h.steps + 1, :stepsLeft
      FROM (SELECT m.device_id, m.phase, m.steps, m.deadline, %s AS next_id,
          ROW_NUMBER() OVER (ORDER BY m.place, m.device_id) - 1 AS position
        FROM campaign_member m JOIN device d ON d.device_id = m.device_id
        WHERE %s AND d.standing = 'ENROLLED' AND %s
          AND NOT EXISTS (
            SELECT 1 FROM deployment o WHERE o.device_id = m.device_id AND o.is_open = 1)
        ORDER BY m.place, m.device_id LIMIT :most) h
      WHERE 1 = 1
      ON CONFLICT DO NOTHING
      """
          .formatted(NEXT_ID, IS_HELD, IS_OF_KIND);

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
          .formatted(IS_HELD, IS_OF_KIND);

  static final String LET_GO =
      """
      UPDATE campaign_member SET out_reason = :why WHERE campaign_id = :id AND device_id IN (
        SELECT m.device_id FROM campaign_member m WHERE %s LIMIT :most)
      """
          .formatted(IS_HELD);

  static final String OPEN_OF_CAMPAIGN =
      "FROM deployment o WHERE o.campaign_id = :id AND o.phase IS NOT NULL AND o.is_open = 1 ";

  static final String TRY_AGAIN =
      """
      UPDATE campaign_member SET deployment_id = NULL, tries = tries + 1, deadline = NULL
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

  private static final String IS_BETWEEN =
      "phase IS NOT NULL AND state = 'SUCCEEDED' AND steps_left > 0 ";

  static final String GO_FARTHER =
      """
      UPDATE campaign_member SET deployment_id = NULL, steps = steps + 1, deadline = (
        SELECT o.deadline FROM deployment o WHERE o.deployment_id = campaign_member.deployment_id)
      WHERE campaign_id = :id AND deployment_id IN (SELECT deployment_id FROM deployment
        WHERE campaign_id = :id AND %s LIMIT :most)
      """
          .formatted(IS_BETWEEN);

  /// The next one counts in their place.
  static final String LEAVE_BEHIND =
      """
      UPDATE deployment SET phase = NULL WHERE campaign_id = :id AND %s
        AND EXISTS (SELECT 1 FROM campaign_member m WHERE m.device_id = deployment.device_id
          AND m.campaign_id = :id AND m.deployment_id IS NULL)
      """
          .formatted(IS_BETWEEN);

  private static final String IS_UNBEGUN = "is_open = 1 AND attempts = :none";

  /// What has begun while this waited for its row is not cancelled any more.
  static final String CANCEL =
      """
      UPDATE deployment SET end_stage = state, state = 'CANCELLED', is_open = 0, reason = :why,
        since = :now, changed = :now, waiting_for = NULL, waiting_until = NULL, wake_at = NULL,
        end_cause = :cause, revision = revision + 1
      WHERE deployment_id IN (SELECT o.deployment_id
      """
          + OPEN_OF_CAMPAIGN
          + "AND o.attempts = :none ORDER BY o.device_id LIMIT :most) AND "
          + IS_UNBEGUN
          + " RETURNING device_id, deployment_id";

  static final String TELL_CANCELLED =
      """
      INSERT INTO event (device_id, number, deployment_id, at, kind, text)
      SELECT CAST(:device AS TEXT), COALESCE(MAX(number), 0) + 1, CAST(:deployment AS TEXT),
        CAST(:now AS BIGINT), 'cancelled', CAST(:why AS TEXT)
      FROM event WHERE device_id = :device
      """;

  static final String RELEASE =
      """
      UPDATE deployment SET waiting_for = 'SESSION', reason = :why, since = :now, changed = :now,
        waiting_until = released.at, wake_at = released.at, revision = revision + 1
      FROM (SELECT o.deployment_id AS id,
          :from + (ROW_NUMBER() OVER (ORDER BY o.device_id) - 1) * :gap AS at
      """
          + OPEN_OF_CAMPAIGN
          + "AND o.waiting_for = 'CAMPAIGN' ORDER BY o.device_id LIMIT :most) released "
          + "WHERE deployment_id = released.id AND is_open = 1 AND waiting_for = 'CAMPAIGN'";

  static final String PUT_OUT_AWAY =
      """
      UPDATE campaign_member SET out_reason = :why WHERE campaign_id = :id AND device_id IN (
        SELECT m.device_id FROM campaign_member m JOIN device d ON d.device_id = m.device_id
        WHERE %s AND d.standing <> 'ENROLLED' LIMIT :most)
      """
          .formatted(IS_HELD);

  private CampaignMoves() {}

  private static <S extends SqlStatement<S>> S of(S statement, Campaign campaign, int most) {
    return statement.bind("id", campaign.id().value()).bind("most", most);
  }

  private static <S extends SqlStatement<S>> S of(
      S statement, Campaign campaign, int most, Kind kind) {
    return of(statement, campaign, most)
        .bind("version", kind.version().orElse(null))
        .bind("byHardware", Column.of(kind.isByHardware()))
        .bind("hardware", kind.hardware().orElse(null));
  }

  static int take(Handle tx, Campaign next, int most) {
    return of(tx.createUpdate(TAKE), next, most).bind("phase", next.progress().phase()).execute();
  }

  static int place(Handle tx, Campaign next, Kind kind, Placement placement, int most) {
    // The values that all have in common, in the row of one of them.
    Member any = Member.waiting(new DeviceId("any"), 0, 0).taken(0);
    Deployment pattern = placement.deployment(next, any, kind, placement.notifyFrom());
    int placed =
        of(DeploymentRows.bindNew(tx.createUpdate(PLACE), pattern), next, most, kind)
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
  }

  static int putOut(Handle tx, Campaign next, Kind kind, String why, int most) {
    return of(tx.createUpdate(PUT_OUT_HELD), next, most, kind).bind("why", why).execute();
  }

  static int putOutAway(Handle tx, Campaign next, String why, int most) {
    return of(tx.createUpdate(PUT_OUT_AWAY), next, most).bind("why", why).execute();
  }

  private record Cancelled(String device, String deployment) {}

  /// Cancels what has not begun and lets held members go; returns how many of both.
  static int cancel(Handle tx, Campaign campaign, String why, int most, Instant now) {
    List<Cancelled> cancelled =
        of(tx.createQuery(CANCEL), campaign, most)
            .bind("now", now.toEpochMilli())
            .bind("why", why)
            .bind("none", DeploymentRows.noAttempts())
            .bind("cause", Ending.Cause.OPERATOR.name())
            .map(
                (row, context) ->
                    new Cancelled(row.getString("device_id"), row.getString("deployment_id")))
            .list();
    tell(tx, cancelled, why, now);
    int gone = of(tx.createUpdate(LET_GO), campaign, most).bind("why", why).execute();
    return cancelled.size() + gone;
  }

  private static void tell(Handle tx, List<Cancelled> cancelled, String why, Instant now) {
    if (cancelled.isEmpty()) return;
    PreparedBatch batch = tx.prepareBatch(TELL_CANCELLED);
    for (Cancelled one : cancelled)
      batch
          .bind("device", one.device())
          .bind("deployment", one.deployment())
          .bind("now", now.toEpochMilli())
          .bind("why", why)
          .add();
    batch.execute();
  }

  static int release(Handle tx, Campaign next, Instant from, Duration gap, int most, Instant now) {
    return of(tx.createUpdate(RELEASE), next, most)
        .bind("why", Deployment.RELEASED)
        .bind("from", from.toEpochMilli())
        .bind("gap", gap.toMillis())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  static int goFarther(Handle tx, Campaign campaign, int most) {
    int farther = of(tx.createUpdate(GO_FARTHER), campaign, most).execute();
    if (farther > 0) tx.createUpdate(LEAVE_BEHIND).bind("id", campaign.id().value()).execute();
    return farther;
  }

  static int retry(Handle tx, Campaign campaign, int most) {
    int again = of(tx.createUpdate(TRY_AGAIN), campaign, most).execute();
    if (again > 0) tx.createUpdate(FORGET).bind("id", campaign.id().value()).execute();
    return again;
  }
}
