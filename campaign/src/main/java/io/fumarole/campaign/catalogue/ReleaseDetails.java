package io.fumarole.campaign.catalogue;

import java.util.List;
import java.util.Optional;

/// What people say of a release.
///
/// @param advisory address of a page about it
/// @param hardware hardware versions (`DevDetail/HwV`) that it fits; empty for all
/// @param allowsDowngrade whether devices that run a newer version may get it
/// @param sbom what its software is made of
public record ReleaseDetails(
    UpdateClass updateClass,
    String notes,
    Optional<String> advisory,
    List<String> hardware,
    boolean allowsDowngrade,
    Optional<Sbom> sbom) {
  /// A page of text: more belongs where the advisory points.
  public static final int LONGEST_NOTES = 10_000;

  private static final int LONGEST_ADDRESS = 2_000;

  public static final ReleaseDetails NONE =
      new ReleaseDetails(
          UpdateClass.OTHER, "", Optional.empty(), List.of(), false, Optional.empty());

  /// Why there is an update.
  public enum UpdateClass {
    SECURITY,
    FEATURE,
    OTHER
  }

  public ReleaseDetails {
    hardware = Hardware.checked(hardware);
    if (notes.length() > LONGEST_NOTES)
      throw new IllegalArgumentException(
          "'notes' has at most %d characters, not %d".formatted(LONGEST_NOTES, notes.length()));
    if (advisory.filter(it -> !Sbom.isAddress(it)).isPresent())
      throw new IllegalArgumentException(
          "'advisory' is an https address of at most %d characters, not '%s'"
              .formatted(LONGEST_ADDRESS, advisory.get()));
  }

  /// One of which it is not known what its software is made of.
  public ReleaseDetails(
      UpdateClass updateClass,
      String notes,
      Optional<String> advisory,
      List<String> hardware,
      boolean allowsDowngrade) {
    this(updateClass, notes, advisory, hardware, allowsDowngrade, Optional.empty());
  }
}
