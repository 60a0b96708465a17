package io.fumarole.campaign.deployment;

import java.time.Instant;
import java.util.Optional;

/// Why a deployment of a campaign may not begin now. What is past its Exec goes on all the same.
///
/// @param until when it may, if time decides; empty when an operator does
public record Hold(String words, Optional<Instant> until) {}
