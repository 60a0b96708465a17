package io.fumarole.campaign.memory;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.Release;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.ReleaseLife;
import io.fumarole.campaign.catalogue.ReleaseState;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.paging.Before;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Packages in memory, beside the deployments of a [MemoryStore], under whose lock they stand: what
/// a deployment refers to is not deleted, and a load there reads both.
final class MemoryPackages implements PackageStore {
  private final MemoryStore store;
  private final MemoryReleases releases;
  private final Map<PackageId, FirmwarePackage> packages = new LinkedHashMap<>();
  private final Set<String> trash = new HashSet<>();

  MemoryPackages(MemoryStore store, MemoryReleases releases) {
    this.store = store;
    this.releases = releases;
  }

  /// Stores it whatever was there, and whether or not its release takes more packages.
  void put(FirmwarePackage firmwarePackage) {
    synchronized (store) {
      releases.obtain(firmwarePackage.release(), ReleaseState.RELEASED, firmwarePackage.added());
      packages.put(firmwarePackage.id(), firmwarePackage);
    }
  }

  @Override
  public Added add(FirmwarePackage firmwarePackage, boolean auto) {
    synchronized (store) {
      if (packages.containsKey(firmwarePackage.id())) return Added.TAKEN;
      ReleaseState first = auto ? ReleaseState.RELEASED : ReleaseState.DRAFT;
      Release release = releases.obtain(firmwarePackage.release(), first, firmwarePackage.added());
      if (!ReleaseLife.isOpen(release.state(), auto)) return Added.CLOSED;
      packages.put(firmwarePackage.id(), firmwarePackage);
      return Added.DONE;
    }
  }

  @Override
  public Optional<FirmwarePackage> find(PackageId id) {
    synchronized (store) {
      return Optional.ofNullable(packages.get(id)).map(this::read);
    }
  }

  @Override
  public List<FirmwarePackage> list(Before before, int limit) {
    synchronized (store) {
      return before
          .page(packages.values().stream(), p -> new Before(p.added(), p.id().value()), limit)
          .toList();
    }
  }

  @Override
  public List<FirmwarePackage> find(String model, String toVersion) {
    synchronized (store) {
      return newestFirst().stream()
          .filter(p -> p.model().equals(model) && p.toVersion().equals(toVersion))
          .toList();
    }
  }

  @Override
  public List<FirmwarePackage> released(String model, int limit) {
    synchronized (store) {
      return newestFirst().stream()
          .filter(p -> p.model().equals(model))
          .filter(p -> p.terms().state() == ReleaseState.RELEASED)
          .limit(limit)
          .toList();
    }
  }

  /// Those of the deployments, and where `offers` asks for them those that the device may be
  /// offered.
  List<FirmwarePackage> of(List<Deployment> deployments, Optional<Device> device, boolean offers) {
    synchronized (store) {
      return newestFirst().stream()
          .filter(
              p ->
                  deployments.stream().anyMatch(d -> d.packageId().equals(p.id()))
                      || (offers && isOfferedTo(device, p)))
          .toList();
    }
  }

  /// A device that has not told its model yet may do so in this very message.
  private static boolean isOfferedTo(Optional<Device> device, FirmwarePackage p) {
    return p.isOffered()
        && p.terms().state() == ReleaseState.RELEASED
        && device.flatMap(Device::model).map(p.model()::equals).orElse(true);
  }

  @Override
  public Deletion delete(PackageId id) {
    synchronized (store) {
      FirmwarePackage found = packages.get(id);
      if (found == null) return new Deletion.Unknown();
      Optional<Deletion> use = use(id);
      if (use.isPresent()) return use.get();
      packages.remove(id);
      trash.add(found.sha256());
      return new Deletion.Done();
    }
  }

  @Override
  public Deletion delete(ReleaseId id) {
    synchronized (store) {
      List<FirmwarePackage> all = find(id.model(), id.version());
      Optional<Deletion> use = all.stream().flatMap(p -> use(p.id()).stream()).findFirst();
      if (use.isPresent()) return use.get();
      all.forEach(p -> delete(p.id()));
      return releases.remove(id) ? new Deletion.Done() : new Deletion.Unknown();
    }
  }

  private Optional<Deletion> use(PackageId id) {
    return store.deployments().stream()
        .filter(d -> d.packageId().equals(id))
        .min(Comparator.comparing(d -> d.state().isEnd()))
        .map(d -> new Deletion.InUse(id, d.id().value(), d.device().value(), !d.state().isEnd()));
  }

  @Override
  public void discard(String sha256) {
    synchronized (store) {
      trash.add(sha256);
    }
  }

  @Override
  public void clear(Consumer<String> remove) {
    synchronized (store) {
      for (String sha256 : List.copyOf(trash)) {
        if (packages.values().stream().noneMatch(p -> p.sha256().equals(sha256)))
          remove.accept(sha256);
        trash.remove(sha256);
      }
    }
  }

  /// With what its release says now.
  private FirmwarePackage read(FirmwarePackage p) {
    return p.with(releases.find(p.release()).orElseThrow().terms());
  }

  private List<FirmwarePackage> newestFirst() {
    return packages.values().stream()
        .map(this::read)
        .sorted(Comparator.comparing(FirmwarePackage::added).reversed())
        .toList();
  }
}
