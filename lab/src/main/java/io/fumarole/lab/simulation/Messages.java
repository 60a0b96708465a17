package io.fumarole.lab.simulation;

import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads messages for those who look on.
final class Messages {
  private Messages() {}

  static boolean mentions(Octets octets, String text) {
    return new String(octets.toByteArray(), StandardCharsets.ISO_8859_1).contains(text);
  }

  static List<Command> commands(Exchanger.Answer answer) {
    if (answer.httpStatus() != 200) return List.of();
    return read(answer.body(), answer.contentType()).map(Message::commands).orElse(List.of());
  }

  private static Optional<Message> read(Octets octets, String contentType) {
    Form.Encoding encoding =
        contentType.contains("wbxml") ? Form.Encoding.WBXML : Form.Encoding.XML;
    try {
      return Optional.of(Codec.decode(octets, encoding, Limits.DEFAULT).message());
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  /// The status of the header in an answer, empty without one.
  static Optional<String> headerStatus(Exchanger.Answer answer) {
    return commands(answer).stream()
        .filter(command -> command instanceof Command.Status status && status.answersHeader())
        .map(command -> ((Command.Status) command).code())
        .findFirst();
  }

  /// Whether a device answers the server's message with a challenge: then nothing in it ran.
  static boolean challengesServer(Exchanger.Request request) {
    return read(request.body(), request.contentType())
        .map(Message::commands)
        .orElse(List.of())
        .stream()
        .anyMatch(
            command ->
                command instanceof Command.Status status
                    && status.answersHeader()
                    && status.statusCode().isChallenge());
  }

  /// Whether an answer only ends the session of a message that came too late.
  static boolean aborts(Exchanger.Answer answer) {
    return commands(answer).stream()
        .anyMatch(
            command ->
                command instanceof Command.Alert alert
                    && alert.code().equals(AlertCode.SESSION_ABORT));
  }

  /// A message in a line.
  static String line(Octets octets, String contentType) {
    return read(octets, contentType)
        .map(
            message ->
                "session "
                    + message.header().sessionId()
                    + " message "
                    + message.header().msgId()
                    + ": "
                    + message.commands().stream()
                        .map(Messages::words)
                        .collect(Collectors.joining(", ")))
        .orElse("not a message");
  }

  private static String words(Command command) {
    return switch (command) {
      case Command.Status status ->
          "Status " + (status.answersHeader() ? "" : status.cmd() + " ") + status.code();
      case Command.Alert alert ->
          "Alert "
              + alert.code()
              + alert.correlator().map(c -> " " + c).orElse("")
              + alert.items().stream().map(i -> " " + i.text()).collect(Collectors.joining());
      case Command.Exec exec ->
          "Exec " + uris(exec.items()) + exec.correlator().map(c -> " " + c).orElse("");
      case Command.Results results -> "Results " + uris(results.items());
      case Command.OnNodes onNodes -> onNodes.name() + " " + uris(onNodes.items());
      case Command.Group group ->
          group.name()
              + " ("
              + group.commands().stream().map(Messages::words).collect(Collectors.joining(", "))
              + ")";
      case Command.Unsupported unsupported -> unsupported.name();
    };
  }

  private static String uris(List<Item> items) {
    return items.stream()
        .map(item -> item.targetUri().or(item::sourceUri).orElse(""))
        .collect(Collectors.joining(" "));
  }
}
