package io.fumarole.server.rest;

import io.fumarole.campaign.exchange.TraceStore.Entry;
import io.fumarole.protocol.explain.Explained;
import io.fumarole.protocol.explain.Line;
import io.fumarole.protocol.explain.Source;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One message of a session.
///
/// @param length in octets, as it was on the wire
/// @param octets base64; secrets are masked, large data may be cut out
/// @param unreadable why it cannot be read; then nothing is said of its content
/// @param note why the server refused it, if it did
/// @param settled it was challenged, or challenges, and the answer to that was taken
record MessageView(
    boolean fromDevice,
    Instant at,
    String contentType,
    long length,
    String octets,
    Optional<String> note,
    Optional<String> unreadable,
    boolean settled,
    Optional<Content> content) {

  /// What a message says.
  ///
  /// @param brief package and number, then its commands, as a sequence diagram labels an arrow
  /// @param badNews whether something was refused, lost, or failed
  /// @param end whether the package is complete, and who speaks next
  /// @param xml the message as XML, however it was coded
  record Content(
      String msgId,
      List<String> brief,
      boolean badNews,
      List<WordsView> header,
      List<CommandView> commands,
      WordsView end,
      String xml) {}

  /// A line, as [Line] has it.
  record WordsView(int indent, String text, Optional<String> note, boolean attention) {
    static WordsView of(Line line) {
      return new WordsView(line.indent(), line.text(), line.note(), line.attention());
    }

    static List<WordsView> of(List<Line> lines) {
      return lines.stream().map(WordsView::of).toList();
    }
  }

  /// One command.
  ///
  /// @param depth in how many Sequences and Atomics it stands
  /// @param targets the nodes that it is about
  /// @param answers which command of the other side's a Status or Results is about
  /// @param code of a Status or an Alert, as it came
  /// @param spec where the standard says what it means
  record CommandView(
      String cmdId,
      String name,
      int depth,
      List<String> targets,
      Optional<Answered> answers,
      Optional<String> code,
      List<WordsView> words,
      boolean attention,
      String spec) {
    static CommandView of(Explained.Part part) {
      Command command = part.command();
      return new CommandView(
          command.cmdId().text(),
          command.name(),
          part.depth(),
          targets(command),
          answered(command),
          code(command),
          WordsView.of(part.lines()),
          part.needsAttention(),
          Source.of(command));
    }

    private static List<String> targets(Command command) {
      return switch (command) {
        case Command.OnNodes onNodes -> uris(onNodes.items());
        case Command.Results results -> uris(results.items());
        case Command.Alert alert -> uris(alert.items());
        case Command.Status status ->
            Stream.concat(status.targetRefs().stream(), status.sourceRefs().stream()).toList();
        case Command.Group _, Command.Unsupported _ -> List.of();
      };
    }

    private static List<String> uris(List<Item> items) {
      return items.stream().flatMap(it -> it.targetUri().or(it::sourceUri).stream()).toList();
    }

    private static Optional<Answered> answered(Command command) {
      return switch (command) {
        case Command.Status status ->
            Optional.of(new Answered(status.msgRef().text(), status.cmdRef().text()));
        case Command.Results results ->
            results.msgRef().map(it -> new Answered(it.text(), results.cmdRef().text()));
        case Command.Alert _, Command.OnNodes _, Command.Group _, Command.Unsupported _ ->
            Optional.empty();
      };
    }

    private static Optional<String> code(Command command) {
      return switch (command) {
        case Command.Status status -> Optional.of(status.code());
        case Command.Alert alert -> Optional.of(alert.code());
        case Command.Results _, Command.OnNodes _, Command.Group _, Command.Unsupported _ ->
            Optional.empty();
      };
    }
  }

  /// @param command 0 is the header of the message
  record Answered(String message, String command) {}

  static MessageView readable(Entry entry, Content content) {
    return of(entry, Optional.empty(), Optional.of(content));
  }

  static MessageView unreadable(Entry entry, String why) {
    return of(entry, Optional.of(why), Optional.empty());
  }

  private static MessageView of(
      Entry entry, Optional<String> unreadable, Optional<Content> content) {
    return new MessageView(
        entry.fromDevice(),
        entry.at(),
        entry.contentType(),
        entry.length(),
        Base64.getEncoder().encodeToString(entry.octets().toByteArray()),
        entry.note(),
        unreadable,
        false,
        content);
  }

  MessageView asSettled() {
    return new MessageView(
        fromDevice, at, contentType, length, octets, note, unreadable, true, content);
  }

  static String xml(Entry entry, Form.Encoding encoding) throws MalformedMessageException {
    if (encoding == Form.Encoding.XML) return entry.octets().utf8();
    return Codec.recode(entry.octets(), encoding, Form.XML, Limits.DEFAULT).utf8();
  }
}
