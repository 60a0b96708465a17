package io.fumarole.campaign.catalogue;

/// A target version of a model: what its packages have in common.
public record ReleaseId(String model, String version) {
  @Override
  public String toString() {
    return model + " " + version;
  }
}
