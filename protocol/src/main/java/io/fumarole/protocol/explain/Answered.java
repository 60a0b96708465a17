package io.fumarole.protocol.explain;

import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.MsgId;
import java.util.List;
import java.util.Optional;

/// The other side's messages, to find what a Status or Results answers.
record Answered(List<Message> messages) {
  /// What is known about an answered command.
  sealed interface Found {
    record It(Command command) implements Found {}

    /// The message is not at hand: nothing can be said.
    record Unknown() implements Found {}

    /// The message is at hand and has no such command.
    record Missing() implements Found {}
  }

  Found find(MsgId message, CmdId command) {
    Optional<Message> at =
        messages.stream().filter(heard -> heard.header().msgId().equals(message)).findFirst();
    if (at.isEmpty()) return new Found.Unknown();
    return find(at.get().commands(), command)
        .<Found>map(Found.It::new)
        .orElseGet(Found.Missing::new);
  }

  private static Optional<Command> find(List<Command> commands, CmdId id) {
    for (Command command : commands) {
      if (command.cmdId().equals(id)) return Optional.of(command);
      if (command instanceof Command.Group group) {
        Optional<Command> within = find(group.commands(), id);
        if (within.isPresent()) return within;
      }
    }
    return Optional.empty();
  }
}
