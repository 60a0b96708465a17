package io.fumarole.agent.download;

import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A package that arrives in pieces, and beside it what is needed to go on after a power cut: its
/// address, the validator of its content, and up to where it is known to be on the medium.
final class PartFile {
  /// So much may have to be fetched again after a power cut; syncing more often slows the download.
  private static final long SYNC_EVERY = 8 << 20;

  /// @param validator ETag or Last-Modified for `If-Range`; without one there is no resuming
  /// @param total octets of the whole; -1 when the server did not say
  /// @param durable octets that survive a power cut
  record Mark(
      String url, Optional<String> validator, long total, String contentType, long durable) {
    Mark at(long newDurable) {
      return new Mark(url, validator, total, contentType, newDurable);
    }

    Mark ofTotal(long newTotal) {
      return new Mark(url, validator, newTotal, contentType, durable);
    }

    boolean isComplete() {
      return total >= 0 && durable == total;
    }
  }

  private final Disk disk;
  private final Path file;
  private long size;

  PartFile(Disk disk, Path file) {
    this.disk = disk;
    this.file = file;
  }

  /// Where to go on with `url`; empty when this is a new beginning.
  Optional<Mark> resume(String url) throws IOException {
    size = 0;
    if (!disk.exists(markFile()) || !disk.exists(file)) return Optional.empty();
    Mark mark = Json.read(disk, markFile(), Mark.class);
    boolean usable =
        mark.url().equals(url)
            && mark.validator().isPresent()
            && mark.durable() > 0
            && disk.size(file) >= mark.durable();
    if (!usable) return Optional.empty();
    disk.truncate(file, mark.durable());
    size = mark.durable();
    return Optional.of(mark);
  }

  /// Makes room: what cannot be gone on with only takes some.
  void discard() throws IOException {
    disk.delete(markFile());
    disk.delete(file);
    size = 0;
  }

  /// Begins anew.
  void start(Mark mark) throws IOException {
    discard();
    disk.write(file, 0, new byte[0]);
    Json.write(disk, markFile(), mark);
  }

  /// Adds octets and returns the mark that holds from now on.
  Mark append(Mark mark, byte[] octets) throws IOException {
    disk.write(file, size, octets);
    size += octets.length;
    return size - mark.durable() >= SYNC_EVERY ? save(mark) : mark;
  }

  Mark save(Mark mark) throws IOException {
    if (size == mark.durable()) return mark;
    disk.sync(file);
    Mark saved = mark.at(size);
    Json.write(disk, markFile(), saved);
    return saved;
  }

  long size() {
    return size;
  }

  long free() throws IOException {
    Path directory = file.getParent();
    return disk.free(directory == null ? Path.of(".") : directory);
  }

  private Path markFile() {
    return file.resolveSibling(file.getFileName() + ".json");
  }
}
