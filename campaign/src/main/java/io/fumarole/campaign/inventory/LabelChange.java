package io.fumarole.campaign.inventory;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Labels to set and to remove, whatever others a device has.
public record LabelChange(Map<String, String> set, Set<String> removed) {
  public LabelChange {
    set = Labels.of(set).values();
    removed = Set.copyOf(removed);
    removed.forEach(Labels::requireName);
    for (String name : removed)
      if (set.containsKey(name))
        throw new IllegalArgumentException("label " + name + " cannot be set and removed at once");
  }

  public boolean isEmpty() {
    return set.isEmpty() && removed.isEmpty();
  }

  /// Empty when the device would have too many.
  public Optional<Labels> on(Labels labels) {
    Map<String, String> values = new TreeMap<>(labels.values());
    values.keySet().removeAll(removed);
    values.putAll(set);
    return values.size() > Labels.MOST ? Optional.empty() : Optional.of(Labels.of(values));
  }
}
