package io.fumarole.campaign.plan;

import java.util.Locale;

/// Where a campaign stands.
public enum CampaignState {
  /// Not started: it may be changed.
  DRAFT,
  /// Started; waits for its time, admits devices, or waits for them.
  RUNNING,
  /// No device begins; those past their Exec finish.
  PAUSED,
  /// What has not begun is being cancelled.
  ABORTING,
  ABORTED,
  COMPLETED;

  public boolean isEnd() {
    return this == ABORTED || this == COMPLETED;
  }

  /// Whether the deployments of the campaign may begin.
  public boolean lets() {
    return this == RUNNING;
  }

  /// The state in the words of people and of the API.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
