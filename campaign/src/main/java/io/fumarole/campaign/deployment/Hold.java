package io.fumarole.campaign.deployment;

import java.time.Instant;
import java.util.Optional;

/// Why a deployment of a campaign may not begin now. What is past its Exec goes on all the same.
///
/// @param what it waits for
/// @param until when it may, or is looked at again; empty when an operator decides
public record Hold(Stage.For what, String words, Optional<Instant> until) {
  /// By the campaign itself, or by its windows.
  public Hold(String words, Optional<Instant> until) {
    this(until.isPresent() ? Stage.For.SESSION : Stage.For.CAMPAIGN, words, until);
  }
}
