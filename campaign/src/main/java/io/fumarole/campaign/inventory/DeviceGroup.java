package io.fumarole.campaign.inventory;

import java.util.regex.Pattern;

/// A filter with a name: the devices that it takes in are looked up anew each time.
///
/// @param revision counts the changes, for compare-and-set
public record DeviceGroup(String name, String description, DeviceFilter filter, long revision) {
  public static final int LONGEST_NAME = 64;
  public static final int LONGEST_DESCRIPTION = 1_000;
  public static final String NAME_RULE =
      "it has 1 to " + LONGEST_NAME + " of a-z, 0-9, '.', '_' and '-'";

  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1," + LONGEST_NAME + "}");

  public DeviceGroup {
    if (!isName(name)) throw new IllegalArgumentException("a group's name: " + NAME_RULE);
    if (description.length() > LONGEST_DESCRIPTION
        || description.chars().anyMatch(Character::isISOControl))
      throw new IllegalArgumentException(
          "a group's description has at most %d characters, and no control characters"
              .formatted(LONGEST_DESCRIPTION));
  }

  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  public DeviceGroup withRevision(long value) {
    return new DeviceGroup(name, description, filter, value);
  }
}
