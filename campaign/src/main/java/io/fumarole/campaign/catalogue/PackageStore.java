package io.fumarole.campaign.catalogue;

import io.fumarole.campaign.paging.Before;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where packages are kept; their content is in a [ContentStore].
public interface PackageStore extends PackageLists {
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

  /// What came of deleting.
  sealed interface Deletion {
    record Done() implements Deletion {}

    record Unknown() implements Deletion {}

    /// A deployment refers to it: history must not lose what it is about.
    ///
    /// @param isOpen whether that is still going on
    record InUse(PackageId id, String deployment, String device, boolean isOpen)
        implements Deletion {}
  }

  /// Deletes a package that no deployment refers to. Its content is left to [#clear].
  Deletion delete(PackageId id);

  /// Deletes a release with all its packages, or nothing of it.
  Deletion delete(ReleaseId id);

  /// Leaves content that became no package to [#clear].
  void discard(String sha256);

  /// Has content removed that was left behind and that no package has. Whoever adds a package of
  /// the same content meanwhile waits, and then has to look whether it is still there.
  ///
  /// @param remove of the content with this SHA-256; may be told of one twice
  void clear(Consumer<String> remove);

  Optional<FirmwarePackage> find(PackageId id);

  /// The newest first, at most `limit`.
  List<FirmwarePackage> list(Before before, int limit);
}
