package io.fumarole.campaign.memory;

import io.fumarole.campaign.catalogue.Release;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.ReleaseState;
import io.fumarole.campaign.catalogue.ReleaseStore;
import io.fumarole.campaign.paging.Before;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Releases in memory.
final class MemoryReleases implements ReleaseStore {
  private final Map<ReleaseId, Release> releases = new HashMap<>();

  /// The release, made now if there is none.
  synchronized Release obtain(ReleaseId id, ReleaseState state, Instant now) {
    return releases.computeIfAbsent(id, _ -> Release.fresh(id, state, now));
  }

  synchronized boolean remove(ReleaseId id) {
    return releases.remove(id) != null;
  }

  @Override
  public synchronized Optional<Release> find(ReleaseId id) {
    return Optional.ofNullable(releases.get(id));
  }

  @Override
  public synchronized List<Release> releases(Optional<String> model, Before before, int limit) {
    return before
        .page(
            releases.values().stream()
                .filter(it -> model.isEmpty() || it.id().model().equals(model.get())),
            it -> new Before(it.changed(), ReleaseStore.key(it.id())),
            limit)
        .toList();
  }

  @Override
  public synchronized boolean update(Release changed) {
    Release stored = releases.get(changed.id());
    if (stored == null || stored.revision() != changed.revision()) return false;
    releases.put(changed.id(), changed.withRevision(changed.revision() + 1));
    return true;
  }

  @Override
  public synchronized List<Release> claimWithdrawn(Instant now, Instant lease, int limit) {
    List<Release> due =
        releases.values().stream()
            .filter(it -> it.sweepAt().filter(at -> !at.isAfter(now)).isPresent())
            .limit(limit)
            .map(it -> it.sweepingAt(Optional.of(lease)))
            .toList();
    due.forEach(it -> releases.put(it.id(), it));
    return due;
  }

  @Override
  public synchronized void sweepAt(ReleaseId id, Optional<Instant> at) {
    releases.computeIfPresent(id, (_, it) -> it.sweepingAt(at));
  }
}
