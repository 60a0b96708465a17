package io.fumarole.server;

import io.fumarole.campaign.audit.AuditEntry;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.plan.Witness;
import io.fumarole.server.rest.Audit;

/// Writes down what campaigns come to by themselves: a threshold that pauses one, an end.
///
/// @param audit what cannot be written down there is not done
record OwnActs(Audit audit) implements Witness {
  @Override
  public Outcome deciding(Campaign was, Campaign next) {
    AuditEntry asked =
        audit.own(verb(next.state()) + " campaign", "campaigns/" + next.id(), next.reason());
    return isStored -> audit.ownEnded(asked, isStored);
  }

  private static String verb(CampaignState state) {
    return switch (state) {
      case DRAFT -> "draft";
      case RUNNING -> "run";
      case PAUSED -> "pause";
      case ABORTING -> "abort";
      case ABORTED -> "end aborted";
      case COMPLETED -> "complete";
    };
  }
}
