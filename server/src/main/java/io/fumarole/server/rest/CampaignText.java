package io.fumarole.server.rest;

import io.fumarole.campaign.plan.CampaignPlan;
import java.nio.charset.StandardCharsets;

/// Reads a campaign as the API takes it, for programs that do not ask the API.
public final class CampaignText {
  private CampaignText() {}

  /// @throws IllegalArgumentException naming the field and the rule
  public static CampaignPlan plan(String json) {
    try {
      return Input.read(json.getBytes(StandardCharsets.UTF_8), CampaignInput.class).plan();
    } catch (BadRequest refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }
}
