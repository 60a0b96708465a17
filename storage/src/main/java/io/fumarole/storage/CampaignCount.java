package io.fumarole.storage;

import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.plan.Tally;
import io.fumarole.campaign.plan.Tally.OfPhase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts a campaign's counts together from the rows of two statements.
final class CampaignCount {
  private final long[] taken;
  private final long[] held;
  private final long[] open;
  private final long[] between;
  private final long[] succeeded;
  private final long[] failed;
  private final long[] declined;
  private long waiting;

  CampaignCount(int phases) {
    this.taken = new long[phases];
    this.held = new long[phases];
    this.open = new long[phases];
    this.between = new long[phases];
    this.succeeded = new long[phases];
    this.failed = new long[phases];
    this.declined = new long[phases];
  }

  /// A row with the members of one phase, or of none.
  long members(ResultSet row) throws SQLException {
    long all = row.getLong("taken");
    Optional<Long> phase = Column.number(row, "phase");
    if (phase.isEmpty()) {
      waiting += all;
    } else {
      taken[phase.get().intValue()] += all;
      held[phase.get().intValue()] += all - row.getLong("placed");
    }
    return all;
  }

  /// A row with the deployments of one phase in one state, with as many steps left.
  long deployments(ResultSet row) throws SQLException {
    long number = row.getLong("number");
    var state = DeploymentState.valueOf(row.getString("state"));
    int phase = row.getInt("phase");
    boolean isBetween = state == DeploymentState.SUCCEEDED && row.getLong("steps_left") > 0;
    if (isBetween) between[phase] += number;
    (isBetween ? open : of(state))[phase] += number;
    return number;
  }

  private long[] of(DeploymentState state) {
    return switch (state) {
      case SUCCEEDED -> succeeded;
      case FAILED, EXPIRED -> failed;
      case DECLINED, CANCELLED -> declined;
      case SCHEDULED, NOTIFIED, CONTACTED, WAITING, DOWNLOADING, DOWNLOADED, UPDATING, VERIFYING ->
          open;
    };
  }

  Tally tally() {
    List<OfPhase> phases = new ArrayList<>();
    long members = waiting;
    for (int i = 0; i < taken.length; i++) {
      members += taken[i];
      phases.add(
          new OfPhase(
              taken[i], held[i], open[i], between[i], succeeded[i], failed[i], declined[i]));
    }
    return new Tally(members, waiting, phases);
  }
}
