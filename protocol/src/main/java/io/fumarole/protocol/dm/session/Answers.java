package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Results;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.StatusCode;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Builds the Statuses and Results that answer one message of the server. Spec: syncml-dm 3.2.
record Answers(MsgId msgRef) {
  static Command header(SyncHdr header, StatusCode status, Optional<Meta> chal, List<Item> items) {
    return new Status(
        ClientOutbox.UNNUMBERED,
        header.msgId(),
        CmdId.HEADER,
        "SyncHdr",
        List.of(header.target().locUri()),
        List.of(header.source().locUri()),
        chal,
        status.text(),
        items);
  }

  /// One Status for a command with all its Items.
  Command status(Command command, StatusCode status) {
    List<Item> items = command instanceof Command.OnNodes onNodes ? onNodes.items() : List.of();
    return status(command, status, items);
  }

  /// The same status for a command and all that it holds.
  List<Command> statusOfAll(Command command, StatusCode status) {
    List<Command> all = new ArrayList<>();
    if (command instanceof Status) return all;
    all.add(status(command, status));
    if (command instanceof Command.Group group)
      group.commands().forEach(nested -> all.addAll(statusOfAll(nested, status)));
    return all;
  }

  /// One Status for the Items of each outcome, in the order in which the outcomes came up.
  List<Command> statuses(Command.OnNodes command, List<StatusCode> outcomes) {
    SequencedMap<StatusCode, List<Item>> byStatus = new LinkedHashMap<>();
    for (int index = 0; index < outcomes.size(); index++)
      byStatus
          .computeIfAbsent(outcomes.get(index), _ -> new ArrayList<>())
          .add(command.items().get(index));
    List<Command> statuses = new ArrayList<>();
    byStatus.forEach((status, items) -> statuses.add(status(command, status, items)));
    return statuses;
  }

  private Command status(Command command, StatusCode status, List<Item> items) {
    return new Status(
        ClientOutbox.UNNUMBERED,
        msgRef,
        command.cmdId(),
        command.name(),
        items.stream().flatMap(item -> item.targetUri().stream()).toList(),
        items.stream().flatMap(item -> item.sourceUri().stream()).toList(),
        Optional.empty(),
        status.text(),
        List.of());
  }

  Command results(Command.Get get, List<Item> items) {
    return new Results(
        ClientOutbox.UNNUMBERED,
        Optional.of(msgRef),
        get.cmdId(),
        Meta.NONE,
        Optional.empty(),
        Optional.empty(),
        items);
  }

  /// What the user chose or wrote stands in Items of the Status. Spec: syncml-dm 5.1.
  Command reply(Command.Alert alert, Interaction.Reply reply) {
    return new Status(
        ClientOutbox.UNNUMBERED,
        msgRef,
        alert.cmdId(),
        alert.name(),
        List.of(),
        List.of(),
        Optional.empty(),
        reply.status().text(),
        reply.answers().stream().map(Item::data).toList());
  }

  /// The same Status with another code.
  static Status with(Status status, StatusCode code) {
    return new Status(
        status.cmdId(),
        status.msgRef(),
        status.cmdRef(),
        status.cmd(),
        status.targetRefs(),
        status.sourceRefs(),
        status.chal(),
        code.text(),
        status.items());
  }
}
