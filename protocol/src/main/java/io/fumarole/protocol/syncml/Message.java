package io.fumarole.protocol.syncml;

import java.util.List;

/// One transport payload, a `SyncML` document. Spec: DM-REP SyncML.
///
/// Records in this package hold what arrived, odd or not; what we build and send is strict.
///
/// @param isFinal whether `Final` closes the package with this message
public record Message(SyncHdr header, List<Command> commands, boolean isFinal) {
  public Message {
    commands = List.copyOf(commands);
  }
}
