package io.fumarole.campaign.memory;

import io.fumarole.campaign.inventory.DeviceGroup;
import io.fumarole.campaign.inventory.GroupSet;
import io.fumarole.campaign.inventory.GroupStore;
import java.util.TreeMap;

/// Groups in memory.
public final class MemoryGroups implements GroupStore {
  private GroupSet stored = GroupSet.EMPTY;

  @Override
  public synchronized GroupSet groups() {
    return stored;
  }

  @Override
  public synchronized boolean put(GroupSet asRead, DeviceGroup group) {
    if (asRead.revision() != stored.revision()) return false;
    var next = new TreeMap<>(stored.groups());
    next.put(group.name(), group.withRevision(stored.revision() + 1));
    stored = new GroupSet(stored.revision() + 1, next);
    return true;
  }

  @Override
  public synchronized boolean remove(GroupSet asRead, String name) {
    if (asRead.revision() != stored.revision() || !stored.groups().containsKey(name)) return false;
    var next = new TreeMap<>(stored.groups());
    next.remove(name);
    stored = new GroupSet(stored.revision() + 1, next);
    return true;
  }
}
