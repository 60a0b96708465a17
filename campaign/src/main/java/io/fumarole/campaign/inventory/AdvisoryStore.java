package io.fumarole.campaign.inventory;

import java.util.List;
import java.util.Optional;

/// Where advisories are kept.
public interface AdvisoryStore {
  /// By id.
  List<Advisory> advisories();

  Optional<Advisory> find(String id);

  /// False when there is one with this id.
  boolean add(Advisory advisory);

  /// Stores `changed` if its revision is still the stored one, and counts the revision up.
  boolean update(Advisory changed);

  boolean remove(String id);
}
