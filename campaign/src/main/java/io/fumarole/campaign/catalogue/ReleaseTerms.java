package io.fumarole.campaign.catalogue;

import java.util.List;

/// What a release says of all its packages.
///
/// @param hardware hardware versions (`DevDetail/HwV`) that it fits; empty for all
/// @param allowsDowngrade whether devices that run a newer version may get it
public record ReleaseTerms(ReleaseState state, List<String> hardware, boolean allowsDowngrade) {
  /// Of a release about which nothing was said.
  public static final ReleaseTerms RELEASED =
      new ReleaseTerms(ReleaseState.RELEASED, List.of(), false);

  public ReleaseTerms {
    hardware = List.copyOf(hardware);
  }
}
