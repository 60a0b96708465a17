package io.fumarole.server.rest;

import io.fumarole.server.rest.NewDevices.ImportedDevice;
import java.util.Optional;

/// The lines of an import, one after the other.
interface ImportLines {
  /// More octets than this are no device.
  int LONGEST = 65_536;

  /// Empty at the end.
  ///
  /// @throws BadRequest when nothing can be read any more
  Optional<Line> next();

  sealed interface Line {
    /// Counted from 1.
    long number();

    record Read(long number, ImportedDevice device) implements Line {}

    record Broken(long number, BadRequest why) implements Line {}
  }
}
