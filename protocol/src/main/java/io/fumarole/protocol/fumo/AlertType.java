package io.fumarole.protocol.fumo;

import java.util.Locale;
import java.util.Optional;

/// The types of FUMO's generic alerts. Spec: fumo 6.
public enum AlertType {
  DOWNLOAD("download"),
  UPDATE("update"),
  DOWNLOAD_AND_UPDATE("downloadandupdate"),
  USER_REQUEST("userrequest"),
  DEVICE_REQUEST("devicerequest");

  private static final String PREFIX = "org.openmobilealliance.dm.firmwareupdate.";
  private static final String OLD_PREFIX = "org.openmobilealliance.firmwareupdate.";

  private final String suffix;

  AlertType(String suffix) {
    this.suffix = suffix;
  }

  /// What `Meta/Type` says. We send it bare.
  public String text() {
    return PREFIX + suffix;
  }

  public boolean isRequest() {
    return this == USER_REQUEST || this == DEVICE_REQUEST;
  }

  public static AlertType of(Operation operation) {
    return switch (operation) {
      case DOWNLOAD -> DOWNLOAD;
      case UPDATE -> UPDATE;
      case DOWNLOAD_AND_UPDATE -> DOWNLOAD_AND_UPDATE;
    };
  }

  /// Reads a type as deployed devices write it: any case, blanks around it, with the prefix
  /// `Reversed-Domain-Name:`, or without the `.dm` segment.
  public static Optional<AlertType> parse(String text) {
    String bare = text.strip().toLowerCase(Locale.ROOT);
    int colon = bare.indexOf(':');
    if (colon >= 0) bare = bare.substring(colon + 1).strip();
    for (AlertType type : values()) {
      if (bare.equals(PREFIX + type.suffix) || bare.equals(OLD_PREFIX + type.suffix))
        return Optional.of(type);
    }
    return Optional.empty();
  }
}
