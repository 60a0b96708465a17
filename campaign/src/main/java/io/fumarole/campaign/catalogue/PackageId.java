package io.fumarole.campaign.catalogue;

/// Names a firmware package: 1 to 64 letters, digits, `.`, `_`, `-`.
public record PackageId(String value) {
  public PackageId {
    if (!value.matches("[A-Za-z0-9._-]{1,64}"))
      throw new IllegalArgumentException(
          "a package id has 1 to 64 letters, digits, dots, underscores or hyphens, not '"
              + value
              + "'");
  }

  @Override
  public String toString() {
    return value;
  }
}
