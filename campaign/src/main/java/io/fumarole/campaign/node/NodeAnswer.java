package io.fumarole.campaign.node;

import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What came of an order.
///
/// @param status the device's; empty when it gave none
/// @param words for people
/// @param said what the user wrote, or the numbers of what was chosen, at most [#MOST_SAID]
/// @param nodes what was read, at most [#MOST_NODES]
public record NodeAnswer(
    Instant at, Optional<Integer> status, String words, List<String> said, List<Node> nodes) {
  public static final int MOST_NODES = 1_000;

  public static final int MOST_SAID = UserQuestion.MOST_CHOICES;

  /// In characters.
  public static final int LONGEST_SAID = 4_096;

  /// Of all that was read together.
  public static final int MOST_OCTETS = 64 << 10;

  public NodeAnswer {
    said = List.copyOf(said);
    nodes = List.copyOf(nodes);
  }

  /// One node as the device gave it.
  ///
  /// @param locUri the device's words for its place
  /// @param format as it came; empty when the device left it out
  /// @param type as it came; empty when the device left it out
  /// @param octets of a leaf its value, of an interior node the names below it joined by `/`
  /// @param isCut whether there was more than is kept
  public record Node(String locUri, String format, String type, Octets octets, boolean isCut) {
    public boolean isInterior() {
      return format.equals("node");
    }
  }
}
