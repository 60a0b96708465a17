package io.fumarole.campaign.catalogue;

import io.fumarole.protocol.dm.session.Task;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Firmware content by its SHA-256. Streamed in and out, never held in memory.
public interface ContentStore extends Task.Slices {
  /// What was stored: the name and the size.
  record Stored(String sha256, long size) {}

  /// Takes in a stream of at most `limit` octets; durable once this returns. The same content twice
  /// is stored once. Nothing remains of a stream that breaks or is too long.
  ///
  /// @throws ContentTooLargeException when there are more octets than `limit`
  Stored put(InputStream in, long limit) throws IOException;

  /// The file that holds the content; empty when it is unknown or damaged.
  Optional<Path> file(String sha256);

  /// Whether there is such content, good or damaged; a look that costs nothing.
  boolean isThere(String sha256);

  /// Content that somebody else hands out, too.
  ///
  /// @param url where, to whoever knows it, for a while
  /// @param size in octets
  record Elsewhere(URI url, long size) {}

  /// Where the content can be fetched from without us; empty when only we hand it out, or when it
  /// is unknown or damaged.
  ///
  /// @param contentType that the answer there says
  default Optional<Elsewhere> elsewhere(String sha256, String contentType) {
    return Optional.empty();
  }

  /// Removes the content; nothing happens when there is none.
  void remove(String sha256);

  /// How many contents are known to be damaged.
  default int damaged() {
    return 0;
  }
}
