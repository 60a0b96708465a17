package io.fumarole.campaign.memory;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.ImportStore;
import io.fumarole.campaign.inventory.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Imports in memory, into a [MemoryStore] and its [MemoryInventory].
public final class MemoryImports implements ImportStore {
  private final MemoryStore devices;
  private final MemoryInventory inventory;
  private final Map<String, Staged> staged = new LinkedHashMap<>();

  /// Mutable: lines come and go.
  private static final class Staged {
    private final Instant begun;
    private final List<Row> rows = new ArrayList<>();
    private boolean isAccepted;

    Staged(Instant begun) {
      this.begun = begun;
    }
  }

  public MemoryImports(MemoryStore devices, MemoryInventory inventory) {
    this.devices = devices;
    this.inventory = inventory;
  }

  private Optional<Staged> find(String id) {
    return Optional.ofNullable(staged.get(id));
  }

  @Override
  public synchronized void stage(String id, Instant now, List<Row> rows) {
    staged.computeIfAbsent(id, _ -> new Staged(now)).rows.addAll(rows);
  }

  @Override
  public synchronized List<Clash> clashes(String id, boolean existing, int limit) {
    List<Clash> clashes = new ArrayList<>();
    Set<DeviceId> seen = new HashSet<>();
    for (Row row : find(id).map(it -> it.rows).orElse(List.of())) {
      boolean isRepeated = !seen.add(row.device().id());
      boolean isThere = existing && devices.find(row.device().id()).isPresent();
      if (isRepeated || isThere) clashes.add(new Clash(row.line(), row.device().id(), isRepeated));
    }
    return clashes.stream().limit(limit).toList();
  }

  @Override
  public synchronized void accept(String id) {
    find(id).ifPresent(it -> it.isAccepted = true);
  }

  @Override
  public synchronized Moved move(String id, int lines) {
    Optional<Staged> accepted = find(id).filter(it -> it.isAccepted);
    if (accepted.isEmpty()) return new Moved(0, 0, true);
    List<Row> rows = accepted.get().rows;
    List<Row> step = rows.subList(0, Math.min(lines, rows.size()));
    int added = 0;
    for (Row row : step) {
      if (!devices.add(row.device())) continue;
      inventory.relabel(row.device().id(), Labels.NONE, row.labels());
      added++;
    }
    var moved = new Moved(added, step.size() - added, step.size() == rows.size());
    step.clear();
    if (moved.isDone()) staged.remove(id);
    return moved;
  }

  @Override
  public synchronized void drop(String id) {
    staged.remove(id);
  }

  @Override
  public synchronized List<String> accepted() {
    return staged.entrySet().stream()
        .filter(it -> it.getValue().isAccepted)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized void forget(Instant begunBefore) {
    staged.values().removeIf(it -> !it.isAccepted && it.begun.isBefore(begunBefore));
  }
}
