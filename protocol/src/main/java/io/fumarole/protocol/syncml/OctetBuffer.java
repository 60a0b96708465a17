package io.fumarole.protocol.syncml;

import java.io.OutputStream;
import java.util.Arrays;

/// Octets that grow at the end, and can be cut back.
final class OctetBuffer extends OutputStream {
  private static final int FIRST_CAPACITY = 1_024;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;

  @Override
  public void write(int octet) {
    makeRoom(1);
    bytes[length++] = (byte) octet;
  }

  @Override
  public void write(byte[] source, int from, int count) {
    makeRoom(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  void write(Octets octets) {
    write(octets.unshared(), 0, octets.length());
  }

  int length() {
    return length;
  }

  void truncate(int newLength) {
    length = newLength;
  }

  Octets toOctets() {
    return Octets.copyOf(bytes, 0, length);
  }

  private void makeRoom(int count) {
    int needed = Math.addExact(length, count);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
    }
  }
}
