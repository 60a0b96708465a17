package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Alert;
import io.fumarole.protocol.syncml.Command.Replace;
import io.fumarole.protocol.syncml.Command.Results;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Element;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.MessageWriter;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the device has still to say in this package, and how it is cut into messages that the
/// server can take. Spec: Protocol 6 and 7, syncml-dm 2 and 7.
final class ClientOutbox {
  /// Stands in a command until its message is written, which numbers it.
  static final CmdId UNNUMBERED = new CmdId("");

  /// Something to say.
  ///
  /// @param offset how much of a Results value has gone out in chunks
  /// @param alertId the device's name for the alert that this is
  record Pending(Command command, int offset, Optional<String> alertId) {
    static Pending of(Command command) {
      return new Pending(command, 0, Optional.empty());
    }

    static Pending of(ClientAlert alert) {
      return new Pending(alert.command(), 0, Optional.of(alert.id()));
    }
  }

  /// A message that is ready, and whether it closes our package.
  record Written(Octets body, boolean isFinal) {}

  /// Where a command went, as a Status of the server names it.
  private record Place(MsgId message, CmdId command) {}

  private final Deque<Pending> queue = new ArrayDeque<>();
  private final Map<Place, String> alertsSent = new HashMap<>();
  private List<Pending> beforeLast = List.of();
  private Optional<Place> chunkSent = Optional.empty();

  void add(Pending pending) {
    queue.add(pending);
  }

  void addAll(List<Command> commands) {
    commands.forEach(command -> queue.add(Pending.of(command)));
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /// Puts back what the last message said: the server did not take it.
  void repeatLast() {
    queue.clear();
    queue.addAll(beforeLast);
    chunkSent = Optional.empty();
  }

  /// The name of the alert that a Status of the server answers.
  Optional<String> alertAnswered(Status status) {
    return Optional.ofNullable(alertsSent.get(new Place(status.msgRef(), status.cmdRef())));
  }

  /// A chunk of a Results value that got anything but 213 is a refusal: the rest stays here.
  void hear(Status status) {
    boolean answersChunk =
        chunkSent.filter(new Place(status.msgRef(), status.cmdRef())::equals).isPresent();
    if (answersChunk && status.statusCode().value() != 213) dropChunked();
  }

  /// The server says that it misses the end of our object (1225).
  void dropChunked() {
    if (!queue.isEmpty() && queue.element().offset() > 0) queue.remove();
    chunkSent = Optional.empty();
  }

  /// Writes the next message: `first`, then as much of the queue as fits. Final stands when all has
  /// been said and the server's package is complete; otherwise 1222 asks for the server's next
  /// message. Empty when the server's limit is too small for anything.
  Optional<Written> write(
      SyncHdr header, Form form, long limit, List<Command> first, boolean serverIsDone) {
    beforeLast = List.copyOf(queue);
    chunkSent = Optional.empty();
    var writer = new Numbering(header, form, limit);
    for (Command command : first) if (!writer.tryAdd(command)) return Optional.empty();
    int before = writer.count;
    while (!queue.isEmpty() && chunkSent.isEmpty() && addNext(writer, before)) {}
    if (!queue.isEmpty() && writer.count == before) return Optional.empty();
    boolean allSaid = queue.isEmpty();
    if (allSaid && !serverIsDone) writer.tryAdd(alert(AlertCode.NEXT_MESSAGE));
    boolean isFinal = allSaid && serverIsDone;
    return Optional.of(new Written(writer.writer.finish(isFinal), isFinal));
  }

  /// Writes the last message of a session that the device aborts: what still fits goes out with it.
  Optional<Written> writeAbort(SyncHdr header, Form form, long limit, List<Command> first) {
    var writer = new Numbering(header, form, limit);
    for (Command command : first) if (!writer.tryAdd(command)) return Optional.empty();
    if (!writer.tryAdd(alert(AlertCode.SESSION_ABORT))) return Optional.empty();
    while (!queue.isEmpty() && writer.tryAdd(queue.element().command())) queue.remove();
    return Optional.of(new Written(writer.writer.finish(true), true));
  }

  private static Command alert(String code) {
    return new Alert(UNNUMBERED, code, Optional.empty(), List.of());
  }

  /// Adds the head of the queue or a part of it; false when nothing more fits.
  private boolean addNext(Numbering writer, int before) {
    Pending head = queue.element();
    if (head.offset() == 0 && writer.tryAdd(head.command())) {
      head.alertId().ifPresent(id -> alertsSent.put(writer.place(), id));
      queue.remove();
      return true;
    }
    if (!(head.command() instanceof Results results)) return false;
    if (results.items().size() > 1) return splitItems(results);
    if (writer.count > before) return false;
    if (results.items().getFirst().data().orElse(Data.empty()) instanceof Data.Embedded(var root))
      return unfold(results, root, writer.form.encoding());
    return addChunk(writer, head, results);
  }

  /// A document that no message holds goes in pieces, as the octets that it is.
  private boolean unfold(Results results, Element root, Form.Encoding encoding) {
    Item item = results.items().getFirst();
    Meta meta = encoding == Form.Encoding.WBXML ? item.meta().withFormat("bin") : item.meta();
    var octets = Optional.of(Data.octets(Codec.encodeDocument(root, encoding)));
    queue.remove();
    queue.addFirst(
        Pending.of(
            with(
                results,
                List.of(
                    new Item(
                        item.target(),
                        item.source(),
                        item.sourceParent(),
                        item.targetParent(),
                        meta,
                        octets,
                        false)))));
    return true;
  }

  /// One Results per half of the Items: smaller commands fill messages better.
  private boolean splitItems(Results results) {
    int half = results.items().size() / 2;
    queue.remove();
    queue.addFirst(
        Pending.of(with(results, results.items().subList(half, results.items().size()))));
    queue.addFirst(Pending.of(with(results, results.items().subList(0, half))));
    return true;
  }

  /// Sends the next piece of a value that no message can hold; the last piece has no `MoreData`.
  private boolean addChunk(Numbering writer, Pending head, Results results) {
    Item item = results.items().getFirst();
    if (!(item.data().orElse(Data.empty()) instanceof Data.Value(Octets value))) return false;
    int left = value.length() - head.offset();
    int size = (int) Math.min(left, Math.max(0, writer.writer.room()));
    while (size > 0) {
      int end = cut(value, head.offset(), size, item);
      if (end <= head.offset()) return false;
      boolean last = end == value.length();
      if (writer.tryAdd(with(results, List.of(piece(item, value, head.offset(), end))))) {
        queue.remove();
        if (!last) {
          queue.addFirst(new Pending(results, end, Optional.empty()));
          chunkSent = Optional.of(writer.place());
        }
        return true;
      }
      size = Math.min(size - 1, size - size / 8);
    }
    return false;
  }

  /// Where a piece of at most `size` octets ends: base64 is cut after whole groups of four, text
  /// between characters.
  private static int cut(Octets value, int from, int size, Item item) {
    int end = from + size;
    if (end >= value.length()) return value.length();
    String format = item.meta().format().orElse("chr");
    if (format.equals("b64")) return from + size - size % 4;
    if (format.equals("bin")) return end;
    while (end > from && (value.at(end) & 0xC0) == 0x80) end--;
    return end;
  }

  private static Item piece(Item item, Octets value, int from, int end) {
    boolean last = end == value.length();
    boolean whole = from == 0 && last;
    var meta = from == 0 && !whole ? item.meta().withSize(value.length()) : item.meta();
    return new Item(
        item.target(),
        item.source(),
        item.sourceParent(),
        item.targetParent(),
        meta,
        Optional.of(Data.octets(value.slice(from, end))),
        !last);
  }

  private static Results with(Results results, List<Item> items) {
    return new Results(
        results.cmdId(),
        results.msgRef(),
        results.cmdRef(),
        results.meta(),
        results.targetRef(),
        results.sourceRef(),
        items);
  }

  /// Gives commands their CmdIDs, from 1.
  private static final class Numbering {
    private final MessageWriter writer;
    private final MsgId message;
    private final Form form;
    private int count;

    Numbering(SyncHdr header, Form form, long limit) {
      this.writer = new MessageWriter(header, form, limit);
      this.message = header.msgId();
      this.form = form;
    }

    boolean tryAdd(Command command) {
      if (!writer.tryAdd(numbered(command, CmdId.of(count + 1)))) return false;
      count++;
      return true;
    }

    /// Where the command added last stands.
    Place place() {
      return new Place(message, CmdId.of(count));
    }
  }

  /// The same command with its number.
  static Command numbered(Command command, CmdId id) {
    return switch (command) {
      case Status(
              _,
              var msgRef,
              var ref,
              var cmd,
              var targets,
              var sources,
              var chal,
              var code,
              var items) ->
          new Status(id, msgRef, ref, cmd, targets, sources, chal, code, items);
      case Results(_, var msgRef, var ref, var meta, var target, var source, var items) ->
          new Results(id, msgRef, ref, meta, target, source, items);
      case Alert(_, var code, var correlator, var items) -> new Alert(id, code, correlator, items);
      case Replace(_, var meta, var items) -> new Replace(id, meta, items);
      case Command.Add _,
          Command.Delete _,
          Command.Copy _,
          Command.Get _,
          Command.Exec _,
          Command.Group _,
          Command.Unsupported _ ->
          throw new IllegalStateException("a client never sends " + command.name());
    };
  }
}
