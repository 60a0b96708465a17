package io.fumarole.campaign.catalogue;

import io.fumarole.campaign.paging.Before;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where releases are kept. They are made by [PackageStore#add].
public interface ReleaseStore {
  Optional<Release> find(ReleaseId id);

  /// Those changed last come first, by [#key] among those of one time, at most `limit`; of one
  /// model, or of all.
  List<Release> releases(Optional<String> model, Before before, int limit);

  /// What tells a release from others of the same time.
  static String key(ReleaseId id) {
    return id.model() + "\n" + id.version();
  }

  /// Stores `changed` if its revision is still the stored one, and counts the revision up.
  boolean update(Release changed);

  /// Takes withdrawn releases whose deployments are to be looked for (`sweepAt`), by putting them
  /// off to `lease`: nobody else gets them until then. They count as unchanged.
  List<Release> claimWithdrawn(Instant now, Instant lease, int limit);

  /// Plans the next look. It counts as no change.
  void sweepAt(ReleaseId id, Optional<Instant> at);
}
