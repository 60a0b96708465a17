package io.fumarole.campaign.inventory;

/// Where groups are kept. They are few, and judged together: they are read and changed as a set.
public interface GroupStore {
  GroupSet groups();

  /// Stores `group` as added or changed, with the set's next revision; false when any group has
  /// changed since `asRead`.
  boolean put(GroupSet asRead, DeviceGroup group);

  /// False when any group has changed since `asRead`, or there is none of this name.
  boolean remove(GroupSet asRead, String name);
}
