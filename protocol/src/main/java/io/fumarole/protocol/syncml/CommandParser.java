package io.fumarole.protocol.syncml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads commands. One loop takes the children of any command in any order; what a command has no
/// place for is dropped.
///
/// Read and dropped, since DM does not use them: NoResp, Lang, Archive, SftDel and Cred inside
/// commands. Spec: syncml-dm 3.
final class CommandParser {
  private final Cursor cursor;
  private final ItemParser itemParser;

  CommandParser(Cursor cursor, ItemParser itemParser) {
    this.cursor = cursor;
    this.itemParser = itemParser;
  }

  /// Reads the element whose start was just read, and adds it to `commands` if it is one. An
  /// element that is known but no command, such as a stray Item, is passed over; an unknown one
  /// must be answered, since it may have been a command.
  void command(List<Command> commands) throws MalformedMessageException {
    Tag tag = cursor.tag();
    switch (tag) {
      case ADD, ALERT, ATOMIC, COPY, DELETE, EXEC, GET, REPLACE, RESULTS, SEQUENCE, STATUS -> {
        cursor.budget().command(cursor.offset());
        commands.add(new Children(tag).read().toCommand());
      }
      case PUT, SEARCH, SYNC, MAP, MOVE, OTHER -> {
        cursor.budget().command(cursor.offset());
        commands.add(unsupported());
      }
      default -> cursor.skip();
    }
  }

  private Command.Unsupported unsupported() throws MalformedMessageException {
    String name = cursor.name();
    CmdId cmdId = new CmdId("");
    while (cursor.child()) {
      if (cursor.tag() == Tag.CMD_ID) cmdId = new CmdId(cursor.text());
      else cursor.skip();
    }
    return new Command.Unsupported(cmdId, name);
  }

  /// The children of one command.
  private final class Children {
    private final Tag tag;
    private CmdId cmdId = new CmdId("");
    private Optional<MsgId> msgRef = Optional.empty();
    private CmdId cmdRef = new CmdId("");
    private String cmd = "";
    private String data = "";
    private Meta meta = Meta.NONE;
    private Optional<Meta> chal = Optional.empty();
    private Optional<Correlator> correlator = Optional.empty();
    private final List<String> targetRefs = new ArrayList<>(1);
    private final List<String> sourceRefs = new ArrayList<>(1);
    private final List<Item> items = new ArrayList<>(1);
    private final List<Command> commands = new ArrayList<>(0);

    Children(Tag tag) {
      this.tag = tag;
    }

    Children read() throws MalformedMessageException {
      while (cursor.child()) {
        switch (cursor.tag()) {
          case CMD_ID -> cmdId = new CmdId(cursor.text());
          case MSG_REF -> msgRef = Optional.of(new MsgId(cursor.text()));
          case CMD_REF -> cmdRef = new CmdId(cursor.text());
          case CMD -> cmd = cursor.text();
          case DATA -> data = cursor.text();
          case META -> meta = MetaParser.meta(cursor);
          case CHAL -> chal = Optional.of(challenge());
          case CORRELATOR -> correlator = Optional.of(new Correlator(cursor.text()));
          case TARGET_REF -> targetRefs.add(cursor.text());
          case SOURCE_REF -> sourceRefs.add(cursor.text());
          case ITEM -> item();
          default -> other();
        }
      }
      return this;
    }

    private void item() throws MalformedMessageException {
      boolean tellsForm = tag == Tag.ADD || tag == Tag.REPLACE;
      items.add(itemParser.item(meta, tellsForm));
    }

    private void other() throws MalformedMessageException {
      if (tag == Tag.ATOMIC || tag == Tag.SEQUENCE) command(commands);
      else cursor.skip();
    }

    private Meta challenge() throws MalformedMessageException {
      Meta challenge = Meta.NONE;
      while (cursor.child()) {
        if (cursor.tag() == Tag.META) challenge = MetaParser.meta(cursor);
        else cursor.skip();
      }
      return challenge;
    }

    Command toCommand() {
      return switch (tag) {
        case ADD -> new Command.Add(cmdId, meta, items);
        case ALERT -> new Command.Alert(cmdId, data, correlator, items);
        case ATOMIC -> new Command.Atomic(cmdId, meta, commands);
        case COPY -> new Command.Copy(cmdId, meta, items);
        case DELETE -> new Command.Delete(cmdId, meta, items);
        case EXEC -> new Command.Exec(cmdId, meta, correlator, items);
        case GET -> new Command.Get(cmdId, meta, items);
        case REPLACE -> new Command.Replace(cmdId, meta, items);
        case RESULTS -> results();
        case SEQUENCE -> new Command.Sequence(cmdId, meta, commands);
        case STATUS -> status();
        default -> throw new IllegalStateException(tag + " is no command");
      };
    }

    private Command.Results results() {
      return new Command.Results(
          cmdId, msgRef, cmdRef, meta, first(targetRefs), first(sourceRefs), items);
    }

    private Command.Status status() {
      MsgId answered = msgRef.orElse(new MsgId(""));
      return new Command.Status(
          cmdId, answered, cmdRef, cmd, targetRefs, sourceRefs, chal, data, items);
    }

    private Optional<String> first(List<String> references) {
      return references.stream().findFirst();
    }
  }
}
