package io.fumarole.campaign.catalogue;

import java.util.List;

/// Lists of hardware versions, as devices say them in `DevDetail/HwV`.
public final class Hardware {
  /// More than any model was built in.
  private static final int MOST = 64;

  private static final int LONGEST = 128;

  private Hardware() {}

  /// The same list.
  ///
  /// @throws IllegalArgumentException saying what is wrong with it
  public static List<String> checked(List<String> versions) {
    if (versions.size() > MOST)
      throw new IllegalArgumentException("'hardware' has at most " + MOST + " versions");
    for (String version : versions) {
      boolean isBad =
          version.isBlank()
              || version.length() > LONGEST
              || version.chars().anyMatch(Character::isISOControl);
      if (isBad)
        throw new IllegalArgumentException(
            "a hardware version has 1 to %d characters, none of them a control".formatted(LONGEST));
    }
    return List.copyOf(versions);
  }
}
