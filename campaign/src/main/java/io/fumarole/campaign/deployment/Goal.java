package io.fumarole.campaign.deployment;

import io.fumarole.campaign.catalogue.PackageId;
import java.time.Instant;
import java.util.Optional;

/// What a deployment is to reach; it never changes.
///
/// @param wish what the operator asked for; what is absent is chosen
/// @param fromVersion what the device ran when it was ordered, if that was known
/// @param deadline when it expires, wherever it stands
/// @param part of which campaign; empty for one that was ordered by itself
public record Goal(
    PackageId packageId,
    Optional<String> fromVersion,
    String toVersion,
    Deployment.Wish wish,
    Instant created,
    Instant deadline,
    Optional<Part> part) {
  /// @param phase of the campaign, counted from 0
  public record Part(CampaignId campaign, int phase) {}
}
