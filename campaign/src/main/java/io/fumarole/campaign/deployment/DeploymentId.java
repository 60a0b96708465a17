package io.fumarole.campaign.deployment;

/// Names a deployment: lower-case letters and digits, short enough to be typed.
public record DeploymentId(String value) {
  private static final int LONGEST = 32;

  public DeploymentId {
    boolean isGood =
        !value.isEmpty()
            && value.length() <= LONGEST
            && value.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    if (!isGood)
      throw new IllegalArgumentException(
          "a deployment id has 1 to " + LONGEST + " letters or digits");
  }

  @Override
  public String toString() {
    return value;
  }
}
