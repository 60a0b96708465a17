package io.fumarole.campaign.catalogue;

/// Names a firmware package: 1 to 64 letters, digits, `.`, `_`, `-`, the first no dot, so that a
/// name in a path is never the folder above.
public record PackageId(String value) {
  public PackageId {
    if (!value.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}"))
      throw new IllegalArgumentException(
          "a package id has 1 to 64 letters, digits, dots, underscores or hyphens and begins with no dot, not '"
              + value
              + "'");
  }

  @Override
  public String toString() {
    return value;
  }
}
