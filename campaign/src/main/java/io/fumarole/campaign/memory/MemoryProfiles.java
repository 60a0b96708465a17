package io.fumarole.campaign.memory;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.profile.ProfileRevision;
import io.fumarole.campaign.profile.ProfileStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Profiles in memory, of the devices of a [MemoryStore].
public final class MemoryProfiles implements ProfileStore {
  private final MemoryStore devices;
  private final Map<String, List<ProfileRevision>> byName = new TreeMap<>();

  public MemoryProfiles(MemoryStore devices) {
    this.devices = devices;
  }

  private List<ProfileRevision> of(String name) {
    return byName.getOrDefault(name, List.of());
  }

  @Override
  public synchronized long changes() {
    return byName.values().stream().mapToLong(Collection::size).sum();
  }

  @Override
  public synchronized List<ProfileRevision> current() {
    return byName.values().stream().map(List::getLast).toList();
  }

  @Override
  public synchronized Optional<ProfileRevision> find(String name, long number) {
    return of(name).stream().filter(it -> it.number() == number).findFirst();
  }

  @Override
  public synchronized List<ProfileRevision> revisions(String name, long before, int limit) {
    return of(name).reversed().stream().filter(it -> it.number() < before).limit(limit).toList();
  }

  @Override
  public synchronized boolean add(ProfileRevision revision) {
    if (revision.number() != of(revision.name()).size() + 1L) return false;
    return byName.computeIfAbsent(revision.name(), _ -> new ArrayList<>()).add(revision);
  }

  @Override
  public synchronized boolean addUnlessUsed(ProfileRevision revision) {
    return devices(revision.name()) == 0 && add(revision);
  }

  @Override
  public long devices(String name) {
    return devices().getOrDefault(name, 0L);
  }

  @Override
  public Map<String, Long> devices() {
    return devices.list("", Integer.MAX_VALUE).stream()
        .collect(Collectors.groupingBy(Device::profile, Collectors.counting()));
  }
}
