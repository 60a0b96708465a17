package io.fumarole.campaign.deployment;

import io.fumarole.campaign.catalogue.PackageId;
import java.time.Instant;

/// What a deployment is to reach; it never changes.
///
/// @param wish what the operator asked for; what is absent is chosen
/// @param deadline when it expires, wherever it stands
public record Goal(
    PackageId packageId,
    String toVersion,
    Deployment.Wish wish,
    Instant created,
    Instant deadline) {}
