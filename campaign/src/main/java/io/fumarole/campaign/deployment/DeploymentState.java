package io.fumarole.campaign.deployment;

/// The stages of a deployment's life. Stages may be skipped, never reversed.
public enum DeploymentState {
  SCHEDULED,
  NOTIFIED,
  CONTACTED,
  WAITING,
  DOWNLOADING,
  DOWNLOADED,
  UPDATING,
  VERIFYING,
  SUCCEEDED,
  FAILED,
  DECLINED,
  CANCELLED,
  EXPIRED;

  /// Whether nothing more will be done.
  public boolean isEnd() {
    return switch (this) {
      case SUCCEEDED, FAILED, DECLINED, CANCELLED, EXPIRED -> true;
      case SCHEDULED, NOTIFIED, CONTACTED, WAITING, DOWNLOADING, DOWNLOADED, UPDATING, VERIFYING ->
          false;
    };
  }

  /// The state in the words of people and of the API.
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
