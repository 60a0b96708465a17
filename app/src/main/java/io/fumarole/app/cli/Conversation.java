package io.fumarole.app.cli;

import io.fumarole.protocol.explain.Direction;
import io.fumarole.protocol.explain.Explainer;
import io.fumarole.protocol.explain.SequenceDiagram;
import io.fumarole.protocol.explain.SessionArrows;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A session's messages, decoded for a person: the diagram first, then message by message.
final class Conversation {
  private static final String NOTHING_TO_SAY =
      "  ! neither a command nor Final: many clients end the session at such a message\n";

  private final List<SessionArrows.Spoken> spoken = new ArrayList<>();
  private final StringBuilder messages = new StringBuilder();

  Conversation() {}

  static Conversation of(JsonNode session) {
    var conversation = new Conversation();
    for (JsonNode m : session.path("messages")) {
      Octets octets = Octets.wrap(Base64.getDecoder().decode(DeviceCommand.text(m, "octets")));
      String note = DeviceCommand.text(m, "note");
      conversation.add(
          m.path("fromDevice").asBoolean(),
          octets,
          DeviceCommand.text(m, "at"),
          m.path("length").asLong(),
          note.isEmpty() ? Optional.empty() : Optional.of(note));
    }
    return conversation;
  }

  /// The text of one more message, for a terminal; what came before tells what its statuses mean.
  ///
  /// @param length in octets on the wire
  String add(boolean fromDevice, Octets octets, String at, long length, Optional<String> note) {
    Direction direction = fromDevice ? Direction.DEVICE_TO_SERVER : Direction.SERVER_TO_DEVICE;
    String text = at + ", " + length + " octets\n" + body(direction, octets);
    if (note.isPresent()) text += "  ! " + note.get() + "\n";
    messages.append(text).append('\n');
    return text;
  }

  private String body(Direction direction, Octets octets) {
    try {
      Message message =
          Codec.decode(
                  octets,
                  Codec.sniff(octets)
                      .orElseThrow(() -> new MalformedMessageException(0, "neither WBXML nor XML")),
                  Limits.DEFAULT)
              .message();
      List<Message> heard =
          spoken.stream()
              .filter(s -> s.direction() != direction)
              .map(SessionArrows.Spoken::message)
              .toList();
      spoken.add(new SessionArrows.Spoken(direction, message));
      return Explainer.text(Explainer.lines(message, direction, heard))
          + (leavesNothingToSay(direction, message) ? NOTHING_TO_SAY : "");
    } catch (MalformedMessageException e) {
      return "  not readable: " + e.getMessage() + "\n";
    }
  }

  /// Statuses alone, and the package goes on: the device has nothing to answer.
  private static boolean leavesNothingToSay(Direction direction, Message message) {
    return direction == Direction.SERVER_TO_DEVICE
        && !message.isFinal()
        && message.commands().stream().allMatch(Command.Status.class::isInstance);
  }

  String text(boolean ascii) {
    var style = ascii ? SequenceDiagram.Style.ASCII : SequenceDiagram.Style.UNICODE;
    return SequenceDiagram.draw(SessionArrows.of(spoken), style) + "\n" + messages;
  }
}
