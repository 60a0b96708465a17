package io.fumarole.server.rest;

import io.fumarole.campaign.exchange.TraceStore.Entry;
import io.fumarole.protocol.explain.Arrow;
import io.fumarole.protocol.explain.Challenges;
import io.fumarole.protocol.explain.Direction;
import io.fumarole.protocol.explain.Explained;
import io.fumarole.protocol.explain.Explainer;
import io.fumarole.protocol.explain.SessionArrows;
import io.fumarole.protocol.explain.SessionArrows.Spoken;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.server.rest.MessageView.CommandView;
import io.fumarole.server.rest.MessageView.Content;
import io.fumarole.server.rest.MessageView.WordsView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts a session's messages into words, each with what was said before in mind.
final class SessionReader {
  private final List<Message> fromDevice = new ArrayList<>();
  private final List<Message> fromServer = new ArrayList<>();
  private final SessionArrows arrows = new SessionArrows();
  private final Challenges challenges = new Challenges();

  List<MessageView> read(List<Entry> entries) {
    List<MessageView> views = new ArrayList<>(entries.stream().map(this::read).toList());
    challenges.settled().forEach(it -> views.set(it, views.get(it).asSettled()));
    return List.copyOf(views);
  }

  private MessageView read(Entry entry) {
    challenges.next();
    Optional<Form.Encoding> encoding = Codec.sniff(entry.octets());
    if (encoding.isEmpty()) return MessageView.unreadable(entry, "neither WBXML nor XML");
    try {
      return MessageView.readable(entry, content(entry, encoding.get()));
    } catch (MalformedMessageException e) {
      return MessageView.unreadable(entry, "not readable: " + e.getMessage());
    }
  }

  private Content content(Entry entry, Form.Encoding encoding) throws MalformedMessageException {
    Message message = Codec.decode(entry.octets(), encoding, Limits.DEFAULT).message();
    boolean toServer = entry.fromDevice();
    var direction = toServer ? Direction.DEVICE_TO_SERVER : Direction.SERVER_TO_DEVICE;
    Explained words = Explainer.explain(message, direction, toServer ? fromServer : fromDevice);
    (toServer ? fromDevice : fromServer).add(message);
    var spoken = new Spoken(direction, message);
    challenges.said(spoken);
    Arrow arrow = arrows.next(spoken);
    return new Content(
        message.header().msgId().text(),
        arrow.label(),
        arrow.failed(),
        WordsView.of(words.header()),
        words.commands().stream().map(CommandView::of).toList(),
        WordsView.of(words.end()),
        MessageView.xml(entry, encoding));
  }
}
