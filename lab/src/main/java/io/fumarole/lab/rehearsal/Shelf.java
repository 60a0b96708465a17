package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageLists;
import io.fumarole.campaign.catalogue.ReleaseState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The packages of a rehearsal, which do not change while it runs.
final class Shelf implements PackageLists {
  private final List<FirmwarePackage> all;
  private final Map<String, List<FirmwarePackage>> byVersion = new HashMap<>();

  Shelf(List<FirmwarePackage> packages) {
    all =
        packages.stream().sorted(Comparator.comparing(FirmwarePackage::added).reversed()).toList();
  }

  @Override
  public List<FirmwarePackage> find(String model, String toVersion) {
    return byVersion.computeIfAbsent(
        toVersion,
        version ->
            all.stream()
                .filter(it -> it.model().equals(model) && it.toVersion().equals(version))
                .toList());
  }

  @Override
  public List<FirmwarePackage> released(String model, int limit) {
    return all.stream()
        .filter(it -> it.model().equals(model))
        .filter(it -> it.terms().state() == ReleaseState.RELEASED)
        .limit(limit)
        .toList();
  }
}
