package io.fumarole.campaign.catalogue;

import java.time.Instant;
import java.util.Optional;

/// A target version of a model, with all packages that lead to it.
///
/// @param since when it came to its state
/// @param changed when anything about it was changed last
/// @param sweepAt when deployments of a withdrawn one are looked for; empty when none are left
/// @param revision counts the changes, for compare-and-set
public record Release(
    ReleaseId id,
    ReleaseState state,
    ReleaseDetails details,
    Instant created,
    Instant since,
    Instant changed,
    Optional<Instant> sweepAt,
    long revision) {
  /// As it is when its first package is added.
  public static Release fresh(ReleaseId id, ReleaseState state, Instant now) {
    return new Release(id, state, ReleaseDetails.NONE, now, now, now, Optional.empty(), 0);
  }

  public ReleaseTerms terms() {
    return new ReleaseTerms(state, details.hardware(), details.allowsDowngrade());
  }

  public Release with(ReleaseDetails value, Instant now) {
    return new Release(id, state, value, created, since, now, sweepAt, revision);
  }

  Release to(ReleaseState next, Instant now) {
    Optional<Instant> sweep = next == ReleaseState.WITHDRAWN ? Optional.of(now) : Optional.empty();
    return new Release(id, next, details, created, now, now, sweep, revision);
  }

  public Release sweepingAt(Optional<Instant> at) {
    return new Release(id, state, details, created, since, changed, at, revision);
  }

  public Release withRevision(long value) {
    return new Release(id, state, details, created, since, changed, sweepAt, value);
  }
}
