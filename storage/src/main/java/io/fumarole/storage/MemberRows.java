package io.fumarole.storage;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.plan.Member;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Members as rows of `campaign_member`, aliased `m`.
final class MemberRows {
  static final String COLUMNS =
      "m.device_id, m.place, m.number, m.phase, m.deployment_id, m.tries, m.steps, m.deadline, m.out_reason";

  private static final String ADD =
      """
      INSERT INTO campaign_member (device_id, campaign_id, place, number, phase, deployment_id, tries,
        out_reason)
      VALUES (:device, :campaign, :place, :number, NULL, NULL, 0, NULL)
      ON CONFLICT (device_id, campaign_id) DO NOTHING
      """;

  static final String PUT_OUT =
      """
      INSERT INTO campaign_member (device_id, campaign_id, place, number, phase, deployment_id, tries,
        out_reason)
      VALUES (:device, :campaign, :place, 0, NULL, NULL, 0, :why)
      ON CONFLICT (device_id, campaign_id) DO UPDATE SET out_reason = excluded.out_reason
      """;

  private MemberRows() {}

  static void add(Handle tx, CampaignId campaign, List<Member> members) {
    if (members.isEmpty()) return;
    PreparedBatch batch = tx.prepareBatch(ADD);
    for (Member member : members)
      batch
          .bind("device", member.device().value())
          .bind("campaign", campaign.value())
          .bind("place", member.place())
          .bind("number", member.number())
          .add();
    batch.execute();
  }

  static Member read(ResultSet row) throws SQLException {
    return new Member(
        new DeviceId(row.getString("device_id")),
        row.getLong("place"),
        row.getLong("number"),
        Column.number(row, "phase").map(Long::intValue),
        Column.text(row, "deployment_id").map(DeploymentId::new),
        row.getInt("tries"),
        new Member.Way(
            row.getInt("steps"), Column.number(row, "deadline").map(Instant::ofEpochMilli)),
        Column.text(row, "out_reason"));
  }
}
