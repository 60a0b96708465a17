package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.device.DeviceId;
import java.util.List;
import java.util.function.UnaryOperator;

/// All devices of a rehearsal, by number. Ten million take no more than they have to.
public final class Roster {
  public static final int MOST = 10_000_000;
  private static final int MOST_GROUPS = 10_000;

  private final List<DeviceGroup> groups;
  private final short[] groupOf;
  private final List<String> ids;

  private Roster(List<DeviceGroup> groups, short[] groupOf, List<String> ids) {
    this.groups = List.copyOf(groups);
    this.groupOf = groupOf;
    this.ids = ids;
  }

  /// Devices that are only described: their ids are numbers.
  public static Roster described(List<DeviceGroup> groups) {
    long all = groups.stream().mapToLong(DeviceGroup::devices).sum();
    if (all < 1 || all > MOST)
      throw new IllegalArgumentException(
          "a rehearsal has 1 to %,d devices, not %,d".formatted(MOST, all));
    requireFew(groups);
    short[] groupOf = new short[(int) all];
    int next = 0;
    for (int group = 0; group < groups.size(); group++)
      for (int i = 0; i < groups.get(group).devices(); i++) groupOf[next++] = (short) group;
    return new Roster(groups, groupOf, List.of());
  }

  /// Devices of an inventory, in the order of their ids.
  ///
  /// @param groupOf the group of each
  public static Roster known(List<DeviceGroup> groups, List<String> ids, List<Integer> groupOf) {
    if (ids.size() != groupOf.size() || ids.size() > MOST)
      throw new IllegalArgumentException(
          "%d ids of %d devices, and at most %,d".formatted(ids.size(), groupOf.size(), MOST));
    requireFew(groups);
    short[] all = new short[ids.size()];
    for (int i = 0; i < all.length; i++) all[i] = groupOf.get(i).shortValue();
    return new Roster(groups, all, List.copyOf(ids));
  }

  private static void requireFew(List<DeviceGroup> groups) {
    if (groups.size() > MOST_GROUPS)
      throw new IllegalArgumentException(
          "at most %,d groups of devices that are alike, not %,d"
              .formatted(MOST_GROUPS, groups.size()));
  }

  /// The same devices, behaving differently.
  public Roster behaving(UnaryOperator<Behaviour> change) {
    return new Roster(
        groups.stream().map(it -> it.with(change.apply(it.behaviour()))).toList(), groupOf, ids);
  }

  public int size() {
    return groupOf.length;
  }

  public List<DeviceGroup> groups() {
    return groups;
  }

  int groupOf(int device) {
    return groupOf[device];
  }

  DeviceId id(int device) {
    return new DeviceId(ids.isEmpty() ? "device-" + device : ids.get(device));
  }
}
