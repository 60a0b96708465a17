package io.fumarole.protocol.syncml;

import java.util.List;
import java.util.Optional;

/// A command in `SyncBody`; sealed, so the compiler lists what a new one touches. Spec: DM-REP 6.6.
public sealed interface Command {
  CmdId cmdId();

  /// The element's name, as `Status/Cmd` repeats it.
  default String name() {
    return getClass().getSimpleName();
  }

  /// Commands whose Items name nodes of the management tree.
  sealed interface OnNodes extends Command {
    Meta meta();

    List<Item> items();
  }

  /// Commands that hold others. Spec: syncml-dm 4.
  sealed interface Group extends Command {
    List<Command> commands();
  }

  /// Creates nodes.
  record Add(CmdId cmdId, Meta meta, List<Item> items) implements OnNodes {
    public Add {
      items = List.copyOf(items);
    }
  }

  /// Gives existing leaves a new value; never creates.
  record Replace(CmdId cmdId, Meta meta, List<Item> items) implements OnNodes {
    public Replace {
      items = List.copyOf(items);
    }
  }

  /// Removes nodes with their subtrees.
  record Delete(CmdId cmdId, Meta meta, List<Item> items) implements OnNodes {
    public Delete {
      items = List.copyOf(items);
    }
  }

  /// Copies leaf to leaf inside the device.
  record Copy(CmdId cmdId, Meta meta, List<Item> items) implements OnNodes {
    public Copy {
      items = List.copyOf(items);
    }
  }

  /// Reads values, properties (`?prop=`) or subtrees (`?list=`).
  record Get(CmdId cmdId, Meta meta, List<Item> items) implements OnNodes {
    public Get {
      items = List.copyOf(items);
    }
  }

  /// Asks the client to run the node at its Item's target, such as `./FwUpdate/Update`.
  ///
  /// @param correlator comes back in the final generic alert, so that the server can match the two
  record Exec(CmdId cmdId, Meta meta, Optional<Correlator> correlator, List<Item> items)
      implements OnNodes {
    public Exec {
      items = List.copyOf(items);
    }
  }

  /// Tells or asks the other side something; `code` as it arrived. Spec: syncml-dm 5.
  record Alert(CmdId cmdId, String code, Optional<Correlator> correlator, List<Item> items)
      implements Command {
    public Alert {
      items = List.copyOf(items);
    }
  }

  /// All or nothing.
  record Atomic(CmdId cmdId, Meta meta, List<Command> commands) implements Group {
    public Atomic {
      commands = List.copyOf(commands);
    }
  }

  /// One after the other, in order.
  record Sequence(CmdId cmdId, Meta meta, List<Command> commands) implements Group {
    public Sequence {
      commands = List.copyOf(commands);
    }
  }

  /// The values that a Get asked for.
  record Results(
      CmdId cmdId,
      Optional<MsgId> msgRef,
      CmdId cmdRef,
      Meta meta,
      Optional<String> targetRef,
      Optional<String> sourceRef,
      List<Item> items)
      implements Command {
    public Results {
      items = List.copyOf(items);
    }
  }

  /// Answers one command, or the header (`cmdRef` 0) of message `msgRef`.
  ///
  /// @param cmd the answered command's name
  /// @param chal the challenge that goes with 401, 407, 212 and 200
  /// @param code `Data` as it arrived
  record Status(
      CmdId cmdId,
      MsgId msgRef,
      CmdId cmdRef,
      String cmd,
      List<String> targetRefs,
      List<String> sourceRefs,
      Optional<Meta> chal,
      String code,
      List<Item> items)
      implements Command {
    public Status {
      targetRefs = List.copyOf(targetRefs);
      sourceRefs = List.copyOf(sourceRefs);
      items = List.copyOf(items);
    }

    public StatusCode statusCode() {
      return StatusCode.parse(code);
    }

    public boolean answersHeader() {
      return cmdRef.equals(CmdId.HEADER) || cmd.equals("SyncHdr");
    }
  }

  /// A command of SyncML that DM does not use (Put, Search, Sync, Map …) or that nobody knows; its
  /// content is skipped, and it is answered with 406.
  record Unsupported(CmdId cmdId, String name) implements Command {}
}
