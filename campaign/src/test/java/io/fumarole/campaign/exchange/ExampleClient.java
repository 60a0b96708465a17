package io.fumarole.campaign.exchange;

import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Results;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The device of an example: it says what the example's messages say, but answers what our server
/// really asked. Its answers are the example's, by command and address; what the example's server
/// never asked is answered from `extra`.
///
/// @param codes by command and address, such as `Get ./DevDetail/FwV`
/// @param items results by address
/// @param extra values of nodes that the example never shows
record ExampleClient(
    Map<String, String> codes, Map<String, Item> items, Map<String, String> extra) {

  static ExampleClient of(List<Message> clientMessages, Map<String, String> extra) {
    Map<String, String> codes = new HashMap<>();
    Map<String, Item> items = new HashMap<>();
    for (Message message : clientMessages) {
      for (Command command : message.commands()) {
        switch (command) {
          case Status status when !status.answersHeader() -> {
            for (String target : status.targetRefs())
              codes.put(status.cmd() + " " + target, status.code());
            if (status.targetRefs().isEmpty()) codes.put(status.cmd() + " ", status.code());
          }
          case Results results -> {
            for (Item item : results.items()) items.put(item.sourceUri().orElse(""), item);
          }
          case Command _ -> {}
        }
      }
    }
    return new ExampleClient(codes, items, extra);
  }

  /// What this does not know, `other` answers.
  private ExampleClient orElse(ExampleClient other) {
    Map<String, String> allCodes = new HashMap<>(other.codes);
    allCodes.putAll(codes);
    Map<String, Item> allItems = new HashMap<>(other.items);
    allItems.putAll(items);
    return new ExampleClient(allCodes, allItems, extra);
  }

  /// Whether the example's message answers our reply command by command, so that it can be played
  /// octet by octet.
  static boolean fits(Message example, Message reply) {
    if (!number(example).equals(next(reply))) return false;
    List<Command> asked = new ArrayList<>();
    reply.commands().forEach(command -> flatten(command, asked));
    long answers = 0;
    for (Command command : example.commands()) {
      if (!(command instanceof Status status) || status.answersHeader()) continue;
      boolean matches =
          status.msgRef().equals(reply.header().msgId())
              && asked.stream()
                  .anyMatch(
                      c ->
                          c.cmdId().equals(status.cmdRef())
                              && c.name().equals(status.cmd())
                              && (status.targetRefs().isEmpty()
                                  || status.targetRefs().equals(List.of(target(c)))));
      if (!matches) return false;
      answers++;
    }
    return answers == asked.size();
  }

  /// The example's message, answering our reply instead of the example's.
  ///
  /// @param example empty for a message that the example has no need of
  Message adapted(Message template, Optional<Message> example, Message reply) {
    List<Command> commands = new ArrayList<>();
    Optional<Meta> chal =
        example.flatMap(
            message ->
                message.commands().stream()
                    .filter(c -> c instanceof Status status && status.answersHeader())
                    .map(c -> ((Status) c).chal())
                    .findFirst()
                    .orElse(Optional.empty()));
    MsgId ref = reply.header().msgId();
    String headerCode = chal.isPresent() ? "212" : "200";
    commands.add(
        new Status(
            CmdId.of(1),
            ref,
            CmdId.HEADER,
            "SyncHdr",
            List.of(),
            List.of(),
            chal,
            headerCode,
            List.of()));
    List<Command> asked = new ArrayList<>();
    reply.commands().forEach(command -> flatten(command, asked));
    // In a turn that the example does not have, the device still stands as before.
    ExampleClient here =
        example
            .map(message -> of(List.of(message), extra).orElse(this))
            .orElse(new ExampleClient(codes, Map.of(), extra));
    for (Command command : asked) here.answer(command, ref, commands);
    example.ifPresent(
        message ->
            message.commands().stream()
                .filter(c -> !(c instanceof Status) && !(c instanceof Results))
                .forEach(commands::add));
    SyncHdr header = template.header();
    return new Message(
        new SyncHdr(
            header.verDtd(),
            header.verProto(),
            header.sessionId(),
            new MsgId(next(reply)),
            header.target(),
            header.source(),
            Optional.empty(),
            Optional.empty(),
            Meta.NONE),
        commands,
        example.map(Message::isFinal).orElse(true));
  }

  private void answer(Command command, MsgId ref, List<Command> commands) {
    String target = target(command);
    Optional<Item> item =
        Optional.ofNullable(items.get(target))
            .or(
                () ->
                    Optional.ofNullable(extra.get(target))
                        .map(
                            text ->
                                Item.source(
                                    target,
                                    Meta.NONE,
                                    io.fumarole.protocol.syncml.Data.text(text))));
    boolean isUnreadable = command instanceof Command.Get && item.isEmpty();
    String code = codes.getOrDefault(command.name() + " " + target, isUnreadable ? "404" : "200");
    CmdId id = CmdId.of(commands.size() + 1);
    List<String> targets = target.isEmpty() ? List.of() : List.of(target);
    commands.add(
        new Status(
            id,
            ref,
            command.cmdId(),
            command.name(),
            targets,
            List.of(),
            Optional.empty(),
            code,
            List.of()));
    if (command instanceof Command.Get && item.isPresent())
      commands.add(
          new Results(
              CmdId.of(commands.size() + 1),
              Optional.of(ref),
              command.cmdId(),
              Meta.NONE,
              Optional.empty(),
              Optional.empty(),
              List.of(item.get())));
  }

  /// The same message with the correlators that our server chose.
  static Message renamed(Message message, Map<String, String> correlators) {
    List<Command> commands = new ArrayList<>();
    for (Command command : message.commands()) {
      commands.add(
          command instanceof Command.Alert alert && alert.correlator().isPresent()
              ? new Command.Alert(
                  alert.cmdId(),
                  alert.code(),
                  alert
                      .correlator()
                      .map(c -> new Correlator(correlators.getOrDefault(c.text(), c.text()))),
                  alert.items())
              : command);
    }
    return new Message(message.header(), commands, message.isFinal());
  }

  private static void flatten(Command command, List<Command> into) {
    if (command instanceof Status) return;
    into.add(command);
    if (command instanceof Command.Group group) group.commands().forEach(c -> flatten(c, into));
  }

  private static String target(Command command) {
    return command instanceof Command.OnNodes onNodes
        ? onNodes.items().getFirst().targetUri().orElse("")
        : "";
  }

  private static String number(Message message) {
    return message.header().msgId().text();
  }

  private static String next(Message reply) {
    return Long.toString(Long.parseLong(number(reply)) + 1);
  }
}
