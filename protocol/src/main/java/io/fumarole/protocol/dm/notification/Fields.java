package io.fumarole.protocol.dm.notification;

import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.List;

/// Writes a piece field by field, each with its meaning.
final class Fields {
  private final List<Explained> parts = new ArrayList<>();
  private int length;

  Fields add(Octets octets, String meaning) {
    if (octets.length() > 0) parts.add(new Explained(length, octets, meaning));
    length += octets.length();
    return this;
  }

  /// Adds the low eight bits of each value.
  Fields add(String meaning, int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) octets[i] = (byte) values[i];
    return add(Octets.wrap(octets), meaning);
  }

  List<Explained> list() {
    return List.copyOf(parts);
  }
}
