package io.fumarole.protocol.dm.notification;

import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.List;

/// Some octets of a piece and what they mean. The list for a piece covers it without a gap, so that
/// the octets of its members, one after the other, are the piece.
///
/// @param offset in octets from the start of the piece
public record Explained(int offset, Octets octets, String meaning) {
  /// Two pieces one after the other: the offsets of the second go on where the first ends.
  static List<Explained> join(List<Explained> first, List<Explained> second) {
    List<Explained> both = new ArrayList<>(first);
    int end = first.stream().mapToInt(part -> part.octets.length()).sum();
    for (Explained part : second) {
      both.add(new Explained(part.offset + end, part.octets, part.meaning));
    }
    return List.copyOf(both);
  }

  /// The piece itself.
  static Octets octetsOf(List<Explained> parts) {
    byte[] all = new byte[parts.stream().mapToInt(part -> part.octets.length()).sum()];
    for (Explained part : parts) {
      part.octets.copyTo(all, part.offset);
    }
    return Octets.wrap(all);
  }
}
