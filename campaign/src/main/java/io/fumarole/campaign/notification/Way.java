package io.fumarole.campaign.notification;

import java.util.Locale;

/// How a notification gets to its device.
public enum Way {
  UDP,
  /// A program of the operator's own.
  COMMAND,
  /// An SMS by a message centre.
  SMPP,
  /// A push gateway.
  PAP;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
