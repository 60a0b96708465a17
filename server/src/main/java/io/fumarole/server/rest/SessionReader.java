package io.fumarole.server.rest;

import io.fumarole.campaign.exchange.TraceStore.Entry;
import io.fumarole.protocol.explain.Direction;
import io.fumarole.protocol.explain.Explainer;
import io.fumarole.protocol.explain.Line;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Puts a session's messages into words, each with what was said before in mind.
final class SessionReader {
  private final List<Message> fromDevice = new ArrayList<>();
  private final List<Message> fromServer = new ArrayList<>();

  /// One message.
  ///
  /// @param length in octets, as it was on the wire
  /// @param octets base64; secrets are masked, large data may be cut out
  /// @param lines the message in words, or why it cannot be read
  /// @param note why it was refused, if it was
  record MessageView(
      boolean fromDevice,
      Instant at,
      String contentType,
      long length,
      String octets,
      List<String> lines,
      Optional<String> note) {}

  List<MessageView> read(List<Entry> entries) {
    return entries.stream().map(this::read).toList();
  }

  private MessageView read(Entry entry) {
    return new MessageView(
        entry.fromDevice(),
        entry.at(),
        entry.contentType(),
        entry.length(),
        Base64.getEncoder().encodeToString(entry.octets().toByteArray()),
        lines(entry),
        entry.note());
  }

  private List<String> lines(Entry entry) {
    Optional<Form.Encoding> encoding = Codec.sniff(entry.octets());
    if (encoding.isEmpty()) return List.of("neither WBXML nor XML");
    try {
      Message message = Codec.decode(entry.octets(), encoding.get(), Limits.DEFAULT).message();
      boolean toServer = entry.fromDevice();
      var direction = toServer ? Direction.DEVICE_TO_SERVER : Direction.SERVER_TO_DEVICE;
      List<Line> lines = Explainer.lines(message, direction, toServer ? fromServer : fromDevice);
      (toServer ? fromDevice : fromServer).add(message);
      return lines.stream().map(Line::toString).toList();
    } catch (MalformedMessageException e) {
      return List.of("not readable: " + e.getMessage());
    }
  }
}
