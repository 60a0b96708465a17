package io.fumarole.server.report;

import io.fumarole.campaign.inventory.Advisory;
import io.fumarole.campaign.inventory.AdvisoryStore;
import java.util.List;
import java.util.Optional;

/// A server that nobody has told of a weakness.
final class NothingKnown implements AdvisoryStore {
  @Override
  public List<Advisory> advisories() {
    return List.of();
  }

  @Override
  public Optional<Advisory> find(String id) {
    return Optional.empty();
  }

  @Override
  public boolean add(Advisory advisory) {
    return false;
  }

  @Override
  public boolean update(Advisory changed) {
    return false;
  }

  @Override
  public boolean remove(String id) {
    return false;
  }
}
