package io.fumarole.campaign.inventory;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What operators write on a device: values by name. A static list of devices is a label.
public record Labels(SortedMap<String, String> values) {
  public static final int MOST = 32;
  public static final int LONGEST_NAME = 64;
  public static final int LONGEST_VALUE = 256;
  public static final Labels NONE = new Labels(new TreeMap<>());

  /// The label that says in which time zone a device is: windows of campaigns are by its clock.
  public static final String ZONE = "zone";

  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1," + LONGEST_NAME + "}");

  public Labels {
    values.forEach(
        (name, value) -> {
          requireName(name);
          requireValue(name, value);
        });
    if (values.size() > MOST)
      throw new IllegalArgumentException("a device has at most " + MOST + " labels");
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Labels of(Map<String, String> values) {
    return values.isEmpty() ? NONE : new Labels(new TreeMap<>(values));
  }

  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// @throws IllegalArgumentException saying what a name may be
  public static String requireName(String name) {
    if (!isName(name))
      throw new IllegalArgumentException(
          "a label's name has 1 to " + LONGEST_NAME + " of a-z, 0-9, '.', '_' and '-'");
    return name;
  }

  /// @throws IllegalArgumentException saying what a value may be
  public static String requireValue(String name, String value) {
    if (value.length() > LONGEST_VALUE || value.chars().anyMatch(Character::isISOControl))
      throw new IllegalArgumentException(
          "the value of label %s has at most %d characters, and no control characters"
              .formatted(name, LONGEST_VALUE));
    if (name.equals(ZONE) && zone(value).isEmpty())
      throw new IllegalArgumentException(
          "the value of label zone is a time zone such as Europe/Berlin or +03:00");
    return value;
  }

  /// Of the device that has these labels.
  public Optional<ZoneId> zone() {
    return Optional.ofNullable(values.get(ZONE)).flatMap(Labels::zone);
  }

  /// Empty when the text names no zone that is known here.
  public static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }
}
