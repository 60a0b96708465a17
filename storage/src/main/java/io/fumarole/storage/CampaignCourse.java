package io.fumarole.storage;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.DeploymentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a campaign has gone until now. Each reads all deployments of the campaign: for a page that
/// people look at, not for the path of a device.
public final class CampaignCourse {
  private static final String OF_CAMPAIGN =
      "FROM deployment WHERE campaign_id = :campaign AND phase IS NOT NULL ";

  static final String LAST_END = "SELECT MAX(since) AS at " + OF_CAMPAIGN + "AND is_open = 0";

  static final String BEGINNINGS =
      "SELECT (created - :from) / :step AS slot, COUNT(*) AS number " + OF_CAMPAIGN + "GROUP BY 1";

  static final String ENDINGS =
      "SELECT (since - :from) / :step AS slot, state, COUNT(*) AS number "
          + OF_CAMPAIGN
          + "AND is_open = 0 GROUP BY 1, state";

  /// Those that were cancelled had no time to be slow in.
  static final String SLOWEST =
      "SELECT device_id, deployment_id, state, reason, "
          + "CASE WHEN is_open = 1 THEN CAST(:now AS BIGINT) ELSE since END - created AS took "
          + OF_CAMPAIGN
          + "AND state <> 'CANCELLED' ORDER BY took DESC, device_id LIMIT :limit";

  private final Database database;

  public CampaignCourse(Database database) {
    this.database = database;
  }

  /// How many deployments were made in a slot of time, counted from 0.
  public record Beginnings(long slot, long deployments) {}

  /// How many ended in a slot of time, in which state.
  public record Endings(long slot, DeploymentState state, long deployments) {}

  /// @param took until it ended, or until now
  public record Slow(
      String device, String deployment, DeploymentState state, String reason, Duration took) {}

  /// Empty while none has ended.
  public Optional<Instant> lastEnd(CampaignId campaign) {
    return database
        .list(
            "reading the last end of campaign " + campaign,
            LAST_END,
            query -> query.bind("campaign", campaign.value()),
            row -> Column.number(row, "at").map(Instant::ofEpochMilli))
        .getFirst();
  }

  public List<Beginnings> beginnings(CampaignId campaign, Instant from, Duration step) {
    return database.list(
        "counting beginnings of campaign " + campaign,
        BEGINNINGS,
        query ->
            query
                .bind("campaign", campaign.value())
                .bind("from", from.toEpochMilli())
                .bind("step", step.toMillis()),
        row -> new Beginnings(row.getLong("slot"), row.getLong("number")));
  }

  public List<Endings> endings(CampaignId campaign, Instant from, Duration step) {
    return database.list(
        "counting endings of campaign " + campaign,
        ENDINGS,
        query ->
            query
                .bind("campaign", campaign.value())
                .bind("from", from.toEpochMilli())
                .bind("step", step.toMillis()),
        row ->
            new Endings(
                row.getLong("slot"),
                DeploymentState.valueOf(row.getString("state")),
                row.getLong("number")));
  }

  /// The slowest first.
  public List<Slow> slowest(CampaignId campaign, Instant now, int limit) {
    return database.list(
        "reading the slowest of campaign " + campaign,
        SLOWEST,
        query ->
            query
                .bind("campaign", campaign.value())
                .bind("now", now.toEpochMilli())
                .bind("limit", limit),
        row ->
            new Slow(
                row.getString("device_id"),
                row.getString("deployment_id"),
                DeploymentState.valueOf(row.getString("state")),
                row.getString("reason"),
                Duration.ofMillis(row.getLong("took"))));
  }
}
