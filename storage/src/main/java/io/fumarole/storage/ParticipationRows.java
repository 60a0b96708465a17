package io.fumarole.storage;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.Device.Standing;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.plan.Participation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// Members with their devices and deployments, a page of them in one statement.
final class ParticipationRows {
  static final String PAGE =
      """
      SELECT %s, d.standing, d.version, d.last_seen,
        (SELECT l.value FROM device_label l
          WHERE l.device_id = m.device_id AND l.name = 'zone') AS d_zone,
        x.deployment_id AS x_deployment_id, x.state AS x_state,
        x.campaign_id AS x_campaign_id, %s
      FROM campaign_member m
        JOIN device d ON d.device_id = m.device_id
        LEFT JOIN deployment o ON o.deployment_id = m.deployment_id
        LEFT JOIN deployment x ON x.device_id = m.device_id AND x.is_open = 1
      WHERE m.campaign_id = :id AND m.device_id > :after
      ORDER BY m.device_id LIMIT :limit
      """
          .formatted(MemberRows.COLUMNS, DeploymentRows.COLUMNS);

  private ParticipationRows() {}

  static Participation read(ResultSet row) throws SQLException {
    return new Participation(
        new DeviceId(row.getString("device_id")),
        Standing.valueOf(row.getString("standing")),
        Column.text(row, "version"),
        Column.time(row, "last_seen"),
        Column.text(row, "d_zone").flatMap(Labels::zone),
        Optional.of(MemberRows.read(row)),
        DeploymentRows.readIfAny(row),
        open(row));
  }

  private static Optional<Participation.Open> open(ResultSet row) throws SQLException {
    Optional<String> id = Column.text(row, "x_deployment_id");
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Participation.Open(
                new DeploymentId(id.get()),
                DeploymentState.valueOf(row.getString("x_state")),
                Column.text(row, "x_campaign_id").map(CampaignId::new)));
  }
}
