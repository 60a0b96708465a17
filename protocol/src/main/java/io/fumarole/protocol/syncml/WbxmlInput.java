package io.fumarole.protocol.syncml;

/// Reads the octets of a WBXML document from front to back.
public final class WbxmlInput {
  private static final int MOST_OCTETS = 5;

  private final byte[] bytes;
  private final long base;
  private int position;

  /// @param base the offset of the first octet within the message, for errors
  public WbxmlInput(byte[] bytes, long base) {
    this.bytes = bytes;
    this.base = base;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int position() {
    return position;
  }

  public int readOctet() throws MalformedMessageException {
    if (position == bytes.length) throw malformed(position, "WBXML ends in the middle");
    return bytes[position++] & 0xFF;
  }

  /// Reads an `mb_u_int32`: seven bits an octet, highest first; a clear top bit marks the last one.
  /// Spec: WBXML 5.1. We refuse what cannot be a length, before anything is allocated.
  public int readMultiByteInt() throws MalformedMessageException {
    int start = position;
    long value = 0;
    for (int count = 1; count <= MOST_OCTETS; count++) {
      int next = readOctet();
      value = (value << 7) | (next & 0x7F);
      if (next < 0x80) {
        if (value > Integer.MAX_VALUE) break;
        return (int) value;
      }
    }
    throw malformed(start, "mb_u_int32 out of range");
  }

  /// Reads a length and passes over that many octets; returns where they begin.
  public int skipBlock(String what) throws MalformedMessageException {
    int start = position;
    int length = readMultiByteInt();
    if (length > bytes.length - position) {
      throw malformed(
          start,
          what + " of " + length + " octets where " + (bytes.length - position) + " are left");
    }
    int from = position;
    position += length;
    return from;
  }

  /// Passes over a string and the NUL that ends it; returns where the NUL stands.
  public int skipString() throws MalformedMessageException {
    int start = position;
    while (position < bytes.length) {
      if (bytes[position++] == 0) return position - 1;
    }
    throw malformed(start, "String without its terminating NUL");
  }

  long offset(int at) {
    return base + at;
  }

  public MalformedMessageException malformed(int at, String reason) {
    return new MalformedMessageException(base + at, reason);
  }
}
