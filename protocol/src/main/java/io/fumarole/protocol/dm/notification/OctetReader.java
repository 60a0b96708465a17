package io.fumarole.protocol.dm.notification;

import io.fumarole.protocol.syncml.Octets;

/// Reads octets in order and never past their end: what is missing is named with its offset.
final class OctetReader {
  private final Octets octets;
  private final int end;
  private int position;

  OctetReader(Octets octets) {
    this(octets, 0, octets.length());
  }

  private OctetReader(Octets octets, int position, int end) {
    this.octets = octets;
    this.position = position;
    this.end = end;
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  int octet(String what) throws MalformedNotificationException {
    require(1, what);
    return octets.at(position++) & 0xFF;
  }

  int twoOctets(String what) throws MalformedNotificationException {
    require(2, what);
    return octet(what) << 8 | octet(what);
  }

  Octets take(int length, String what) throws MalformedNotificationException {
    require(length, what);
    position += length;
    return octets.slice(position - length, position);
  }

  /// What lies between `start` and here.
  Octets since(int start) {
    return octets.slice(start, position);
  }

  Octets rest() {
    int start = position;
    position = end;
    return octets.slice(start, end);
  }

  /// A reader for the next `length` octets alone, with the same offsets; this one skips them.
  OctetReader part(int length, String what) throws MalformedNotificationException {
    require(length, what);
    position += length;
    return new OctetReader(octets, position - length, position);
  }

  /// Text that ends in a NUL octet, without it.
  Octets untilNul(String what) throws MalformedNotificationException {
    for (int at = position; at < end; at++) {
      if (octets.at(at) == 0) {
        Octets text = octets.slice(position, at);
        position = at + 1;
        return text;
      }
    }
    throw new MalformedNotificationException(end, what + " has no end");
  }

  MalformedNotificationException refuse(int offset, String reason) {
    return new MalformedNotificationException(offset, reason);
  }

  private void require(int length, String what) throws MalformedNotificationException {
    if (length > remaining())
      throw new MalformedNotificationException(
          end,
          "the octets end within the %s, which needs %d more"
              .formatted(what, length - remaining()));
  }
}
