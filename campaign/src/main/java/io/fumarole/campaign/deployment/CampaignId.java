package io.fumarole.campaign.deployment;

/// Names a campaign: short, because the ids of its deployments begin with it.
public record CampaignId(String value) {
  private static final int LONGEST = 16;

  public CampaignId {
    if (!value.matches("[a-z0-9]{1," + LONGEST + "}"))
      throw new IllegalArgumentException(
          "a campaign's id has 1 to "
              + LONGEST
              + " lower-case letters and digits, not '"
              + value
              + "'");
  }

  @Override
  public String toString() {
    return value;
  }
}
