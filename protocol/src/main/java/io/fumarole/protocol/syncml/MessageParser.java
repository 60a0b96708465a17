package io.fumarole.protocol.syncml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a message from either coding. The order of elements does not matter, unknown ones are
/// passed over with their content, and of elements that should stand once the last one counts.
/// Spec: syncml-dm 3, field-notes.
final class MessageParser {
  private final Cursor cursor;
  private final CommandParser commandParser;
  private final ItemParser itemParser;

  MessageParser(Cursor cursor) {
    this.cursor = cursor;
    this.itemParser = new ItemParser(cursor);
    this.commandParser = new CommandParser(cursor, itemParser);
  }

  Message message() throws MalformedMessageException {
    if (cursor.next() != ElementReader.Event.START || cursor.tag() != Tag.SYNC_ML) {
      throw cursor.malformed("No SyncML message: the root element is not SyncML");
    }
    SyncHdr header = null;
    List<Command> commands = new ArrayList<>();
    boolean isFinal = false;
    while (cursor.child()) {
      switch (cursor.tag()) {
        case SYNC_HDR -> header = header();
        case SYNC_BODY -> isFinal |= body(commands);
        default -> cursor.skip();
      }
    }
    if (header == null) throw missing("SyncHdr");
    return new Message(header, commands, isFinal);
  }

  /// How the text in Items of Add and Replace came, if there was any.
  Optional<Form.TextAs> itemText() {
    return itemParser.textAs();
  }

  private SyncHdr header() throws MalformedMessageException {
    String verDtd = "";
    String verProto = "";
    String sessionId = null;
    String msgId = null;
    Location target = Location.of("");
    Location source = null;
    Optional<String> respUri = Optional.empty();
    Optional<Cred> cred = Optional.empty();
    Meta meta = Meta.NONE;
    while (cursor.child()) {
      switch (cursor.tag()) {
        case VER_DTD -> verDtd = cursor.text();
        case VER_PROTO -> verProto = cursor.text();
        case SESSION_ID -> sessionId = cursor.text();
        case MSG_ID -> msgId = cursor.text();
        case TARGET -> target = itemParser.location();
        case SOURCE -> source = itemParser.location();
        case RESP_URI -> respUri = Optional.of(cursor.text());
        case CRED -> cred = Optional.of(cred());
        case META -> meta = MetaParser.meta(cursor);
        default -> cursor.skip(); // NoResp too: DM does not use it.
      }
    }
    return new SyncHdr(
        verDtd,
        verProto,
        required(sessionId, "SessionID"),
        new MsgId(required(msgId, "MsgID")),
        target,
        required(source, "Source"),
        respUri,
        cred,
        meta);
  }

  private <T> T required(@Nullable T value, String element) throws MalformedMessageException {
    if (value == null) throw missing(element);
    return value;
  }

  private MalformedMessageException missing(String element) {
    return cursor.malformed("No SyncML message: " + element + " is missing");
  }

  private Cred cred() throws MalformedMessageException {
    Meta meta = Meta.NONE;
    Octets data = Octets.EMPTY;
    while (cursor.child()) {
      switch (cursor.tag()) {
        case META -> meta = MetaParser.meta(cursor);
        case DATA -> data = cursor.trimmedOctets();
        default -> cursor.skip();
      }
    }
    return new Cred(meta, data);
  }

  private boolean body(List<Command> commands) throws MalformedMessageException {
    boolean isFinal = false;
    while (cursor.child()) {
      if (cursor.tag() == Tag.FINAL) {
        isFinal = true;
        cursor.skip();
      } else {
        commandParser.command(commands);
      }
    }
    return isFinal;
  }
}
