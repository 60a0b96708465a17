package io.fumarole.campaign.catalogue;

/// How far a release has come. Devices get released ones only.
public enum ReleaseState {
  DRAFT,
  TESTED,
  RELEASED,
  /// For ever: what was wrong with it is made good by another version.
  WITHDRAWN;

  /// The state in the words of people and of the API.
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
