package io.fumarole.campaign.inventory;

import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Devices as operators search and label them. The device path does not come here.
public interface InventoryStore {
  /// How many devices one step of a change of many takes at most: the store is free for others in
  /// between.
  int LARGEST_SLICE = 10_000;

  /// Those selected, by id, after `after` (exclusive; empty for the first page), at most `limit`.
  List<DeviceEntry> list(Selection selection, Instant now, String after, int limit);

  long count(Selection selection, Instant now);

  Optional<DeviceEntry> find(DeviceId id);

  /// The names of the labels that any device has, in their order, at most `limit`.
  List<String> labelNames(int limit);

  /// Gives a device these labels and no others; false when there is no such device, or its labels
  /// are no longer `asRead`.
  boolean relabel(DeviceId id, Labels asRead, Labels next);

  /// Changes the labels of those selected, by id, after `after`, at most `limit` of them, all in
  /// one transaction.
  Slice relabel(Selection selection, Instant now, LabelChange change, String after, int limit);

  /// A step of a change of many.
  ///
  /// @param last where the next one goes on; empty when no more are selected
  /// @param selected how many were looked at
  /// @param refused how many of them were left alone, because they would have too many labels
  record Slice(Optional<String> last, int selected, int refused) {
    public static final Slice NOTHING = new Slice(Optional.empty(), 0, 0);
  }
}
