package io.fumarole.protocol.dm.notification;

/// Who wanted the session. Spec: NOTI 6, notification 1.
public enum Initiator {
  /// The user or the device asked the server for it.
  CLIENT,
  SERVER;

  /// The bit on the wire.
  public int code() {
    return switch (this) {
      case CLIENT -> 0;
      case SERVER -> 1;
    };
  }
}
