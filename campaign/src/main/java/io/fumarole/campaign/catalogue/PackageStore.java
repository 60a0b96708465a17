package io.fumarole.campaign.catalogue;

import java.util.List;
import java.util.Optional;

/// Where packages are kept; their content is in a [ContentStore].
public interface PackageStore {
  /// What came of adding a package.
  enum Added {
    DONE,
    /// The id exists already.
    TAKEN,
    /// The release takes no more packages.
    CLOSED
  }

  /// Adds a package, and its release if it is the first.
  ///
  /// @param auto whether a new release is released at once, and takes more packages afterwards
  Added add(FirmwarePackage firmwarePackage, boolean auto);

  /// The same with a release that is released at once; false when the id exists already, or the
  /// release is withdrawn.
  default boolean add(FirmwarePackage firmwarePackage) {
    return add(firmwarePackage, true) == Added.DONE;
  }

  Optional<FirmwarePackage> find(PackageId id);

  /// The newest first, at most `limit`.
  List<FirmwarePackage> list(int limit);

  /// Packages for a model that lead to a version, the newest first.
  List<FirmwarePackage> find(String model, String toVersion);

  /// Packages of the released releases of a model, the newest first, at most `limit`.
  List<FirmwarePackage> released(String model, int limit);
}
