package io.fumarole.agent.download;

import io.fumarole.protocol.dlota.DownloadOutcome;
import io.fumarole.protocol.syncml.Octets;

/// What an address led to.
public sealed interface Fetched {
  /// The file that was asked for is complete in its part file.
  record Complete(long size, String contentType) implements Fetched {}

  /// A descriptor, that says where the package is.
  record Descriptor(Octets content) implements Fetched {}

  record Failed(DownloadOutcome outcome, String why) implements Fetched {}
}
