package io.fumarole.protocol.syncml;

import java.util.Optional;

/// A `Target` or `Source`: an address as text, and a display or user name.
public record Location(String locUri, Optional<String> locName) {
  public static Location of(String locUri) {
    return new Location(locUri, Optional.empty());
  }

  public static Location of(String locUri, String locName) {
    return new Location(locUri, Optional.of(locName));
  }
}
