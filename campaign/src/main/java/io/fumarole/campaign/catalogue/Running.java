package io.fumarole.campaign.catalogue;

import java.util.Optional;

/// What decides which package a device gets; each is empty as long as the device has not told it.
///
/// @param who in words
/// @param hardware `DevDetail/HwV`
public record Running(
    String who, Optional<String> model, Optional<String> version, Optional<String> hardware) {
  String versionWords() {
    return version.orElse("(unknown)");
  }
}
