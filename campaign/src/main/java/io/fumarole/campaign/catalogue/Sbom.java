package io.fumarole.campaign.catalogue;

import java.util.Optional;

/// Where the list of what is in a release's software is kept: the server keeps the reference, and
/// not the list.
///
/// @param url an https address
/// @param sha256 of the file, lower-case hex
public record Sbom(Format format, Optional<String> url, Optional<String> sha256) {
  private static final int LONGEST_ADDRESS = 2_000;

  public enum Format {
    SPDX,
    CYCLONEDX
  }

  public Sbom {
    if (url.isEmpty() && sha256.isEmpty())
      throw new IllegalArgumentException("'sbom' has a url, a sha256, or both");
    if (url.filter(it -> !isAddress(it)).isPresent())
      throw new IllegalArgumentException(
          "'sbom.url' is an https address of at most %d characters, not '%s'"
              .formatted(LONGEST_ADDRESS, url.get()));
    if (sha256.filter(it -> !it.matches("[0-9a-f]{64}")).isPresent())
      throw new IllegalArgumentException(
          "'sbom.sha256' has 64 lower-case hex digits, unlike '%s'".formatted(sha256.get()));
  }

  static boolean isAddress(String text) {
    return text.length() <= LONGEST_ADDRESS && text.matches("https://[^\\s/?#\"<>]+[^\\s\"<>]*");
  }
}
