package io.fumarole.campaign.catalogue;

import java.util.List;
import java.util.Optional;

/// Where packages are kept; their content is in a [ContentStore].
public interface PackageStore {
  /// False when the id exists already.
  boolean add(FirmwarePackage firmwarePackage);

  Optional<FirmwarePackage> find(PackageId id);

  /// The newest first, at most `limit`.
  List<FirmwarePackage> list(int limit);

  /// Packages for a model that lead to a version, the newest first.
  List<FirmwarePackage> find(String model, String toVersion);
}
