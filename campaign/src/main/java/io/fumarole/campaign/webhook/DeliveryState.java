package io.fumarole.campaign.webhook;

import java.util.Locale;

/// How far a delivery has come.
public enum DeliveryState {
  /// It waits to be brought, or to be tried again.
  WAITING,
  /// The other side has said that it has it.
  DELIVERED,
  /// It was tried often enough: only people have it tried again.
  DEAD;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
