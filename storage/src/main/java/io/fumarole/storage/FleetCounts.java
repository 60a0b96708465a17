package io.fumarole.storage;

import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The fleet in numbers. Each reads whole tables: for a page that many look at, not for the path of
/// a device.
public final class FleetCounts {
  private static final Duration DAY = Duration.ofDays(1);

  static final String STANDINGS =
      "SELECT standing, COUNT(*) AS number FROM device GROUP BY standing ORDER BY standing";

  static final String MODELS =
      """
      SELECT model, version, COUNT(*) AS number FROM device WHERE standing = 'ENROLLED'
      GROUP BY model, version ORDER BY number DESC, model, version LIMIT :limit
      """;

  static final String OPEN =
      """
      SELECT state, COUNT(*) AS number FROM deployment WHERE is_open = 1
      GROUP BY state ORDER BY state
      """;

  static final String RESULTS =
      """
      SELECT since / :day AS day, state, end_cause, end_code, COUNT(*) AS number
      FROM deployment WHERE is_open = 0 AND since >= :from
      GROUP BY 1, state, end_cause, end_code
      ORDER BY day, number DESC, state, end_cause, end_code LIMIT :limit
      """;

  private final Database database;

  public FleetCounts(Database database) {
    this.database = database;
  }

  /// How many devices are in service, wait to be taken in, or are out of it.
  public record OfStanding(String standing, long devices) {}

  /// Devices in service that are alike; empty is what they have not told.
  public record OfModel(Optional<String> model, Optional<String> version, long devices) {}

  public record OfState(DeploymentState state, long deployments) {}

  /// Deployments that ended alike within a day of UTC.
  public record OfResult(
      Instant day,
      DeploymentState state,
      Optional<Ending.Cause> cause,
      Optional<Integer> code,
      long deployments) {}

  public List<OfStanding> standings() {
    return database.list(
        "counting devices",
        STANDINGS,
        query -> {},
        row ->
            new OfStanding(
                row.getString("standing").toLowerCase(Locale.ROOT), row.getLong("number")));
  }

  /// The largest first.
  public List<OfModel> models(int limit) {
    return database.list(
        "counting models",
        MODELS,
        query -> query.bind("limit", limit),
        row ->
            new OfModel(
                Column.text(row, "model"), Column.text(row, "version"), row.getLong("number")));
  }

  public List<OfState> open() {
    return database.list(
        "counting open deployments",
        OPEN,
        query -> {},
        row -> new OfState(DeploymentState.valueOf(row.getString("state")), row.getLong("number")));
  }

  /// The oldest day first.
  public List<OfResult> results(Instant from, int limit) {
    return database.list(
        "counting results",
        RESULTS,
        query ->
            query
                .bind("day", DAY.toMillis())
                .bind("from", from.toEpochMilli())
                .bind("limit", limit),
        FleetCounts::result);
  }

  private static OfResult result(ResultSet row) throws SQLException {
    return new OfResult(
        Instant.ofEpochMilli(row.getLong("day") * DAY.toMillis()),
        DeploymentState.valueOf(row.getString("state")),
        Column.text(row, "end_cause").map(Ending.Cause::valueOf),
        Column.number(row, "end_code").map(Long::intValue),
        row.getLong("number"));
  }
}
