package io.fumarole.campaign.deployment;

/// Names a deployment: lower-case letters and digits, short enough to be typed.
public record DeploymentId(String value) {
  public DeploymentId {
    if (!value.matches("[a-z0-9]{1,32}"))
      throw new IllegalArgumentException("a deployment id has 1 to 32 letters or digits");
  }

  @Override
  public String toString() {
    return value;
  }
}
