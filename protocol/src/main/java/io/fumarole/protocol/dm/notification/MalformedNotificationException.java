package io.fumarole.protocol.dm.notification;

/// Octets that are no notification, push or SMS: what was wrong, and at which offset.
public final class MalformedNotificationException extends Exception {
  private final int offset;
  private final String reason;

  /// @param offset in octets from the start of what was read
  public MalformedNotificationException(int offset, String reason) {
    super(reason + " at offset " + offset);
    this.offset = offset;
    this.reason = reason;
  }

  public int offset() {
    return offset;
  }

  public String reason() {
    return reason;
  }

  /// The same failure, for octets that begin `by` octets into a larger piece.
  MalformedNotificationException shifted(int by) {
    MalformedNotificationException moved = new MalformedNotificationException(offset + by, reason);
    moved.initCause(this);
    return moved;
  }
}
