package io.fumarole.agent.tree;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.Optional;

/// What a device refuses although its tree would allow it. A real device refuses nothing more; a
/// rehearsal does.
public interface Refusals {
  Refusals NONE = new Refusals() {};

  /// @return the status for an Exec of an operation; empty to begin it
  default Optional<StatusCode> toExec(DmUri uri) {
    return Optional.empty();
  }

  /// @return the status for a new value of a node of the update object; empty to take it
  default Optional<StatusCode> toReplace(DmUri uri) {
    return Optional.empty();
  }
}
