package io.fumarole.campaign.catalogue;

import java.time.Instant;
import java.util.Optional;

/// One image that takes devices of a model to a version.
///
/// @param model the `DevInfo/Mod` it is for
/// @param fromVersion the only version it can be installed on; empty for a full image
/// @param sha256 of the whole file, lower-case hex: the content's name in the store
/// @param size in octets
/// @param contentType media type that the download announces
/// @param isSigned whether the file is a bundle with a signed manifest, checked when it was added
/// @param isOffered whether devices that ask for an update get it without an operator's doing
public record FirmwarePackage(
    PackageId id,
    String name,
    String vendor,
    String model,
    Optional<String> fromVersion,
    String toVersion,
    String sha256,
    long size,
    String contentType,
    boolean isSigned,
    boolean isOffered,
    Instant added) {
  public static final String OCTET_STREAM = "application/octet-stream";

  /// Whether it is made for a device of this model that runs this version.
  public boolean suits(Optional<String> deviceModel, Optional<String> version) {
    boolean sameModel = deviceModel.isPresent() && deviceModel.get().equals(model);
    boolean sameFrom = fromVersion.isEmpty() || fromVersion.equals(version);
    return sameModel && sameFrom && !version.equals(Optional.of(toVersion));
  }
}
