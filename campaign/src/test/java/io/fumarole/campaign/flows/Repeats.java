package io.fumarole.campaign.flows;

import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Message;

/// What the server makes of a message that comes again.
final class Repeats {
  private Repeats() {}

  /// A first message that started the device, or ended its session, is a new session when it comes
  /// again: clients name every session alike, and none is started twice by an old answer.
  static boolean mayBeNew(Message said, Message answer) {
    boolean isFirst = said.header().msgId().number().orElse(0) == 1;
    boolean isOver = answer.commands().stream().allMatch(c -> c instanceof Command.Status);
    return isFirst && (isOver || answer.commands().stream().anyMatch(Repeats::starts));
  }

  private static boolean starts(Command command) {
    return switch (command) {
      case Command.Exec _ -> true;
      case Command.Group group -> group.commands().stream().anyMatch(Repeats::starts);
      case Command _ -> false;
    };
  }
}
