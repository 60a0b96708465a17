package io.fumarole.campaign.memory;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.campaign.inventory.LabelChange;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.inventory.Selection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Labels in memory, beside the devices of a [MemoryStore].
public final class MemoryInventory implements InventoryStore {
  private final MemoryStore devices;
  private final Map<DeviceId, Labels> labels = new ConcurrentHashMap<>();

  public MemoryInventory(MemoryStore devices) {
    this.devices = devices;
    devices.label(id -> labels.getOrDefault(id, Labels.NONE));
  }

  private Stream<DeviceEntry> selected(Selection selection, Instant now, String after) {
    return devices.list(after, Integer.MAX_VALUE).stream()
        .map(device -> DeviceEntry.of(device, labels.getOrDefault(device.id(), Labels.NONE)))
        .filter(device -> selection.test(device, now));
  }

  @Override
  public synchronized List<DeviceEntry> list(
      Selection selection, Instant now, String after, int limit) {
    return selected(selection, now, after).limit(limit).toList();
  }

  @Override
  public synchronized long count(Selection selection, Instant now) {
    return selected(selection, now, "").count();
  }

  @Override
  public synchronized Optional<DeviceEntry> find(DeviceId id) {
    return devices
        .find(id)
        .map(device -> DeviceEntry.of(device, labels.getOrDefault(id, Labels.NONE)));
  }

  @Override
  public synchronized List<String> labelNames(int limit) {
    return labels.values().stream()
        .flatMap(it -> it.values().keySet().stream())
        .distinct()
        .sorted()
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean relabel(DeviceId id, Labels asRead, Labels next) {
    boolean isAsRead = labels.getOrDefault(id, Labels.NONE).equals(asRead);
    if (devices.find(id).isEmpty() || !isAsRead) return false;
    labels.put(id, next);
    return true;
  }

  @Override
  public synchronized Slice relabel(
      Selection selection, Instant now, LabelChange change, String after, int limit) {
    List<DeviceEntry> slice = list(selection, now, after, limit);
    int refused = 0;
    for (DeviceEntry device : slice) {
      Optional<Labels> next = change.on(device.labels());
      next.ifPresent(value -> labels.put(device.id(), value));
      if (next.isEmpty()) refused++;
    }
    return slice.isEmpty()
        ? Slice.NOTHING
        : new Slice(Optional.of(slice.getLast().id().value()), slice.size(), refused);
  }
}
