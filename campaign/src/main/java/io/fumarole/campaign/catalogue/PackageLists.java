package io.fumarole.campaign.catalogue;

import java.util.List;

/// The packages that devices are chosen one from.
public interface PackageLists {
  /// Packages for a model that lead to a version, the newest first.
  List<FirmwarePackage> find(String model, String toVersion);

  /// Packages of the released releases of a model, the newest first, at most `limit`.
  List<FirmwarePackage> released(String model, int limit);
}
