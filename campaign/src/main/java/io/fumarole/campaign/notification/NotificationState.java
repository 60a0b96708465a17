package io.fumarole.campaign.notification;

import java.util.Locale;

/// How far a notification has come. Whether its device has answered stands beside it: no way tells
/// that.
public enum NotificationState {
  /// It waits to be brought, or to be tried again.
  QUEUED,
  /// A gateway has taken it, or it was sent where nobody tells what becomes of it.
  ACCEPTED,
  /// The gateway says that the device has it.
  DELIVERED,
  /// It did not reach the device, and is not tried again.
  FAILED,
  /// Its time was over before.
  EXPIRED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isEnd() {
    return this == DELIVERED || this == FAILED || this == EXPIRED;
  }
}
