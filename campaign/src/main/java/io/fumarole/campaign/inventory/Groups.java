package io.fumarole.campaign.inventory;

import io.fumarole.campaign.inventory.GroupSet.Judged;
import java.util.Optional;
import java.util.OptionalLong;

/// Changes groups for operators, and looks up what filters mean by them.
public final class Groups {
  /// People change groups: whoever loses this often has met a program gone wild.
  private static final int MOST_TRIES = 10;

  private final GroupStore store;

  public Groups(GroupStore store) {
    this.store = store;
  }

  public sealed interface Outcome {
    record Stored(DeviceGroup group, boolean isNew) implements Outcome {}

    record Removed() implements Outcome {}

    record Refused(Why why, String words) implements Outcome {}
  }

  /// Why a change is refused.
  public enum Why {
    /// There is no such group.
    UNKNOWN,
    /// It has changed since whoever wants to change it has read it.
    STALE,
    /// It does not go together with the other groups.
    CONFLICT
  }

  public GroupSet all() {
    return store.groups();
  }

  /// The devices that a filter takes in. Groups are read only when the filter names one.
  public Judged<Selection> select(DeviceFilter filter) {
    Judged<Selection> alone = GroupSet.EMPTY.select(filter);
    return alone instanceof Judged.Fine<Selection> ? alone : store.groups().select(filter);
  }

  /// Adds or changes a group.
  ///
  /// @param asRead the revision that is to be changed, if that matters
  /// @param mustBeNew whether one that exists already is left alone
  public Outcome put(DeviceGroup group, OptionalLong asRead, boolean mustBeNew) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      GroupSet read = store.groups();
      Optional<DeviceGroup> stored = read.find(group.name());
      Optional<Outcome> stale = stale(group.name(), stored, asRead);
      if (stale.isPresent()) return stale.get();
      if (mustBeNew && stored.isPresent())
        return refused(Why.STALE, "group " + group.name() + " exists already");
      if (read.with(group) instanceof Judged.Refused(var words))
        return refused(Why.CONFLICT, words);
      if (store.put(read, group))
        return new Outcome.Stored(group.withRevision(read.revision() + 1), stored.isEmpty());
    }
    return busy();
  }

  public Outcome remove(String name, OptionalLong asRead) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      GroupSet read = store.groups();
      Optional<DeviceGroup> stored = read.find(name);
      if (stored.isEmpty()) return refused(Why.UNKNOWN, "there is no group '" + name + "'");
      Optional<Outcome> stale = stale(name, stored, asRead);
      if (stale.isPresent()) return stale.get();
      if (read.without(name) instanceof Judged.Refused(var words))
        return refused(Why.CONFLICT, words);
      if (store.remove(read, name)) return new Outcome.Removed();
    }
    return busy();
  }

  private static Optional<Outcome> stale(
      String name, Optional<DeviceGroup> stored, OptionalLong asRead) {
    boolean isAsRead =
        asRead.isEmpty()
            || stored.filter(group -> group.revision() == asRead.getAsLong()).isPresent();
    return isAsRead
        ? Optional.empty()
        : Optional.of(refused(Why.STALE, "group " + name + " has changed since you read it"));
  }

  private static Outcome refused(Why why, String words) {
    return new Outcome.Refused(why, words);
  }

  private static Outcome busy() {
    return refused(Why.CONFLICT, "the groups keep changing: try again");
  }
}
