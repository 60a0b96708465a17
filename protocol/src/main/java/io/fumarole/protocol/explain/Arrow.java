package io.fumarole.protocol.explain;

import java.util.List;

/// One thing that happens between two participants, or beside one when both are the same.
///
/// @param label lines above the arrow; long ones are wrapped
/// @param failed whether it was refused, lost, or brings bad news
public record Arrow(Participant from, Participant to, List<String> label, boolean failed) {
  public Arrow {
    label = List.copyOf(label);
  }

  public static Arrow of(Participant from, Participant to, String... label) {
    return new Arrow(from, to, List.of(label), false);
  }

  /// Something that a participant does by itself.
  public static Arrow beside(Participant where, String... label) {
    return of(where, where, label);
  }

  /// The same without alarm, where it is known that there is no cause.
  public Arrow calm() {
    return new Arrow(from, to, label, false);
  }

  boolean isBeside() {
    return from == to;
  }
}
