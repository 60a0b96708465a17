package io.fumarole.campaign.inventory;

import java.util.List;

/// A search among devices in RSQL, such as `model==NW-4*;lastSeen=lt=-P7D,label.ring=in=(a,b)`.
///
/// @param text as it was written
public record DeviceFilter(String text, Condition condition) {
  /// Takes every device.
  public static final DeviceFilter ALL = new DeviceFilter("", new Condition.All(List.of()));

  /// Blank text takes every device.
  public static DeviceFilter parse(String text) throws FilterException {
    return text.isBlank() ? ALL : new FilterParser(text).parse();
  }

  @Override
  public String toString() {
    return text;
  }
}
