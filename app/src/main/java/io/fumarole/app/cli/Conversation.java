package io.fumarole.app.cli;

import io.fumarole.protocol.explain.Arrow;
import io.fumarole.protocol.explain.Direction;
import io.fumarole.protocol.explain.Explainer;
import io.fumarole.protocol.explain.Line;
import io.fumarole.protocol.explain.SequenceDiagram;
import io.fumarole.protocol.explain.SessionArrows;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
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
  private final SessionArrows brief = new SessionArrows();
  private final List<Arrow> arrows = new ArrayList<>();
  private final StringBuilder messages = new StringBuilder();

  /// One message.
  ///
  /// @param length in octets on the wire
  /// @param note why the server refused it, if it did
  /// @param settled it was challenged, or challenges, and the answer to that was taken; while a
  ///   session goes on nobody knows that yet
  record Said(
      boolean fromDevice,
      Octets octets,
      String at,
      long length,
      Optional<String> note,
      boolean settled) {}

  Conversation() {}

  static Conversation of(JsonNode session) {
    var conversation = new Conversation();
    for (JsonNode m : session.path("messages")) {
      String note = DeviceCommand.text(m, "note");
      conversation.add(
          new Said(
              m.path("fromDevice").asBoolean(),
              Octets.wrap(Base64.getDecoder().decode(DeviceCommand.text(m, "octets"))),
              DeviceCommand.text(m, "at"),
              m.path("length").asLong(),
              note.isEmpty() ? Optional.empty() : Optional.of(note),
              m.path("settled").asBoolean()));
    }
    return conversation;
  }

  /// The text of one more message, for a terminal; what came before tells what its statuses mean.
  String add(Said said) {
    String text = said.at() + ", " + said.length() + " octets\n" + body(said) + remark(said);
    messages.append(text).append('\n');
    return text;
  }

  private static String remark(Said said) {
    if (!said.settled()) return said.note().map(note -> "  ! " + note + "\n").orElse("");
    return said.note()
        .map(note -> "    not let in at once (" + note + "): as usual\n")
        .orElse("    a challenge, as usual\n")
        .concat("        — the side that was asked who it is came again, and was let in\n");
  }

  private String body(Said said) {
    Direction direction =
        said.fromDevice() ? Direction.DEVICE_TO_SERVER : Direction.SERVER_TO_DEVICE;
    try {
      Message message = decoded(said.octets());
      List<Message> heard =
          spoken.stream()
              .filter(s -> s.direction() != direction)
              .map(SessionArrows.Spoken::message)
              .toList();
      var next = new SessionArrows.Spoken(direction, message);
      spoken.add(next);
      Arrow arrow = brief.next(next);
      arrows.add(said.settled() ? arrow.calm() : arrow);
      List<Line> lines = Explainer.lines(message, direction, heard);
      return Explainer.text(said.settled() ? lines.stream().map(Line::calm).toList() : lines)
          + (leavesNothingToSay(direction, message) ? NOTHING_TO_SAY : "");
    } catch (MalformedMessageException e) {
      return "  not readable: " + e.getMessage() + "\n";
    }
  }

  private static Message decoded(Octets octets) throws MalformedMessageException {
    Form.Encoding encoding =
        Codec.sniff(octets)
            .orElseThrow(() -> new MalformedMessageException(0, "neither WBXML nor XML"));
    return Codec.decode(octets, encoding, Limits.DEFAULT).message();
  }

  /// Statuses alone, and the package goes on: the device has nothing to answer.
  private static boolean leavesNothingToSay(Direction direction, Message message) {
    return direction == Direction.SERVER_TO_DEVICE
        && !message.isFinal()
        && message.commands().stream().allMatch(Command.Status.class::isInstance);
  }

  String text(boolean ascii) {
    var style = ascii ? SequenceDiagram.Style.ASCII : SequenceDiagram.Style.UNICODE;
    return SequenceDiagram.draw(arrows, style) + "\n" + messages;
  }
}
