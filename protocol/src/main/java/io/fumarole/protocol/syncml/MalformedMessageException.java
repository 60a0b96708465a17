package io.fumarole.protocol.syncml;

/// Octets that are no SyncML message: what was wrong, and at which offset.
public final class MalformedMessageException extends Exception {
  private final long offset;

  /// @param offset in octets from the start of the message; for XML, in characters
  public MalformedMessageException(long offset, String reason) {
    super(reason + " at offset " + offset);
    this.offset = offset;
  }

  public long offset() {
    return offset;
  }
}
