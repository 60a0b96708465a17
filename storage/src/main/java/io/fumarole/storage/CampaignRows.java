package io.fumarole.storage;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.plan.Progress;
import io.fumarole.campaign.plan.Rule;
import io.fumarole.storage.RecordJson.UnreadableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import tools.jackson.core.type.TypeReference;

/// Campaigns as rows of `campaign`, aliased `c`.
final class CampaignRows {
  static final String COLUMNS =
      """
      c.campaign_id AS c_campaign_id, c.plan AS c_plan, c.state AS c_state, c.reason AS c_reason,
      c.progress AS c_progress, c.created AS c_created, c.changed AS c_changed,
      c.wake_at AS c_wake_at, c.revision AS c_revision
      """;

  private static final String ADD =
      """
      INSERT INTO campaign (campaign_id, plan, state, reason, progress, priority, created, changed,
        wake_at, revision)
      VALUES (:id, :plan, :state, :reason, :progress, :priority, :created, :changed, :wake, :revision)
      ON CONFLICT (campaign_id) DO NOTHING
      """;

  static final String UPDATE =
      """
      UPDATE campaign SET plan = :plan, state = :state, reason = :reason, progress = :progress,
        priority = :priority, changed = :changed, wake_at = :wake, revision = revision + 1
      WHERE campaign_id = :id AND revision = :revision
      """;

  private static final TypeReference<CampaignPlan> PLAN = new TypeReference<>() {};
  private static final TypeReference<Progress> PROGRESS = new TypeReference<>() {};
  private static final System.Logger LOG = System.getLogger(CampaignRows.class.getName());

  private CampaignRows() {}

  /// False when there is one with this id.
  static boolean add(Handle tx, Campaign campaign) {
    return bind(tx.createUpdate(ADD), campaign)
            .bind("created", campaign.created().toEpochMilli())
            .execute()
        == 1;
  }

  /// False when its revision is no longer the one in `changed`.
  static boolean update(Handle tx, Campaign changed) {
    return bind(tx.createUpdate(UPDATE), changed).execute() == 1;
  }

  private static Update bind(Update update, Campaign campaign) {
    return update
        .bind("id", campaign.id().value())
        .bind("plan", RecordJson.write(campaign.plan(), PLAN))
        .bind("state", campaign.state().name())
        .bind("reason", campaign.reason())
        .bind("progress", RecordJson.write(campaign.progress(), PROGRESS))
        .bind("priority", campaign.plan().priority())
        .bind("changed", campaign.changed().toEpochMilli())
        .bind("wake", campaign.wakeAt().map(Instant::toEpochMilli).orElse(null))
        .bind("revision", campaign.revision());
  }

  /// One that is unreadable is left out and told in the log: it stays as it is.
  static Optional<Campaign> readIfAny(ResultSet row) throws SQLException {
    var id = new CampaignId(row.getString("c_campaign_id"));
    try {
      return Optional.of(
          new Campaign(
              id,
              RecordJson.recall(row.getString("c_plan"), PLAN),
              CampaignState.valueOf(row.getString("c_state")),
              row.getString("c_reason"),
              RecordJson.read(row.getString("c_progress"), PROGRESS),
              Column.time(row, "c_created"),
              Column.time(row, "c_changed"),
              Column.number(row, "c_wake_at").map(Instant::ofEpochMilli),
              row.getLong("c_revision")));
    } catch (UnreadableException unreadable) {
      tell(id, unreadable);
      return Optional.empty();
    }
  }

  /// What the campaign says to its devices, from a row with plan and state. Of one that is
  /// unreadable nothing is known but that its devices must wait.
  static Optional<Rule> rule(ResultSet row, CampaignId id) throws SQLException {
    String plan = row.getString("c_plan");
    if (plan == null) return Optional.empty();
    try {
      CampaignPlan read = RecordJson.recall(plan, PLAN);
      var state = CampaignState.valueOf(row.getString("c_state"));
      return Optional.of(
          Rule.of(id, read, state).in(Column.text(row, "c_zone").flatMap(Labels::zone)));
    } catch (UnreadableException unreadable) {
      tell(id, unreadable);
      return Optional.of(Rule.unreadable(id));
    }
  }

  private static void tell(CampaignId id, UnreadableException unreadable) {
    LOG.log(
        System.Logger.Level.ERROR,
        "campaign={0} is unreadable, start the program that wrote it: {1}",
        id,
        unreadable.getMessage());
  }
}
