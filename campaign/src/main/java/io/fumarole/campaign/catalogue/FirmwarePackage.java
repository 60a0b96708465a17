package io.fumarole.campaign.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One image that takes devices of a model to a version.
///
/// @param model the `DevInfo/Mod` it is for
/// @param fromVersion the only version it can be installed on; empty for a full image
/// @param sha256 of the whole file, lower-case hex: the content's name in the store
/// @param size in octets
/// @param contentType media type that the download announces
/// @param isSigned whether the file is a bundle with a signed manifest, checked when it was added
/// @param signedBy id of the key that the signature was checked with; empty where there is none, or
///   where the package is from before it was kept
/// @param isOffered whether devices that ask for an update get it without an operator's doing,
///   while its release is released
/// @param hardware hardware versions that it fits, if they are not those of its release
/// @param terms what its release says, as it stood when the package was read
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
    Optional<String> signedBy,
    boolean isOffered,
    Instant added,
    List<String> hardware,
    ReleaseTerms terms) {
  public static final String OCTET_STREAM = "application/octet-stream";

  public FirmwarePackage {
    hardware = Hardware.checked(hardware);
  }

  /// One that says nothing of hardware, of a release that says nothing either.
  public FirmwarePackage(
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
    this(
        id,
        name,
        vendor,
        model,
        fromVersion,
        toVersion,
        sha256,
        size,
        contentType,
        isSigned,
        Optional.empty(),
        isOffered,
        added,
        List.of(),
        ReleaseTerms.RELEASED);
  }

  public ReleaseId release() {
    return new ReleaseId(model, toVersion);
  }

  /// The hardware versions that it fits; empty for all.
  public List<String> fits() {
    return hardware.isEmpty() ? terms.hardware() : hardware;
  }

  public FirmwarePackage with(ReleaseTerms value) {
    return copy(hardware, value);
  }

  public FirmwarePackage withHardware(List<String> value) {
    return copy(value, terms);
  }

  FirmwarePackage whateverHardware() {
    return copy(List.of(), new ReleaseTerms(terms.state(), List.of(), terms.allowsDowngrade()));
  }

  private FirmwarePackage copy(List<String> fits, ReleaseTerms value) {
    return new FirmwarePackage(
        id,
        name,
        vendor,
        model,
        fromVersion,
        toVersion,
        sha256,
        size,
        contentType,
        isSigned,
        signedBy,
        isOffered,
        added,
        fits,
        value);
  }

  /// Whether a device that asked for an update gets it: it is offered, fits, and is another version
  /// than the device runs.
  public boolean isFor(Running device) {
    return isOffered
        && device.model().isPresent()
        && !device.version().equals(Optional.of(toVersion))
        && (fromVersion.isEmpty() || device.version().isPresent())
        && PackageSelection.obstacle(this, device).isEmpty();
  }
}
