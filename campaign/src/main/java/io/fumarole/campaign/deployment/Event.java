package io.fumarole.campaign.deployment;

import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.util.Optional;

/// Something that happened, for people who ask later why.
///
/// @param kind a word for programs: a deployment state's, or `report`, `request`, `exec`,
///   `enrolled` …
public record Event(
    DeviceId device, Optional<DeploymentId> deployment, Instant at, String kind, String text) {}
