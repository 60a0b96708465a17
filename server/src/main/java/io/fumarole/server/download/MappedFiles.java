package io.fumarole.server.download;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Packages as the system keeps them in memory. All downloads of a file share its pages: none has
/// an open file or a buffer of its own, and nothing is copied on the way to the socket but by the
/// system.
///
/// A mapping ends a moment after the last download that uses it, so that a device that comes for
/// the next range finds it, and the space of a file that was deleted is free soon. A file that is
/// cut short meanwhile fails the downloads that want pages which are gone.
public final class MappedFiles {
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Version, Mapping> mapped = new HashMap<>();

  public MappedFiles(InstantSource clock) {
    this.clock = clock;
  }

  /// A file that is put in the place of another is another.
  private record Version(Path path, long size, FileTime changed, @Nullable Object inode) {}

  private static final class Mapping {
    final Arena arena;
    final MemorySegment octets;
    int users;
    Instant last;

    Mapping(Arena arena, MemorySegment octets, Instant now) {
      this.arena = arena;
      this.octets = octets;
      this.last = now;
    }
  }

  /// The use of a file, until it is closed.
  final class Lease implements AutoCloseable {
    private final Mapping mapping;
    private boolean isOver;

    private Lease(Mapping mapping) {
      this.mapping = mapping;
    }

    MemorySegment octets() {
      return mapping.octets;
    }

    /// A second time does nothing.
    @Override
    public void close() {
      lock.lock();
      try {
        if (isOver) return;
        isOver = true;
        mapping.users--;
        mapping.last = clock.instant();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Ends the mappings that nobody uses any more.
  ///
  /// @return how many
  public int tidy(Instant now) {
    lock.lock();
    try {
      int before = mapped.size();
      mapped
          .values()
          .removeIf(
              it -> it.users == 0 && !it.last.plus(KEPT).isAfter(now) && isUnmapped(it.arena));
      return before - mapped.size();
    } finally {
      lock.unlock();
    }
  }

  /// A download that was broken off from elsewhere may still be writing: then it is tried again.
  private static boolean isUnmapped(Arena arena) {
    try {
      arena.close();
      return true;
    } catch (IllegalStateException inUse) {
      return false;
    }
  }

  Lease lease(Path path) throws IOException {
    var now = Files.readAttributes(path, BasicFileAttributes.class);
    var version = new Version(path, now.size(), now.lastModifiedTime(), now.fileKey());
    lock.lock();
    try {
      Mapping mapping = mapped.get(version);
      if (mapping == null) {
        mapping = map(version);
        mapped.put(version, mapping);
      }
      mapping.users++;
      return new Lease(mapping);
    } finally {
      lock.unlock();
    }
  }

  /// The arena is closed by [#tidy].
  @SuppressWarnings("MustBeClosedChecker")
  private Mapping map(Version version) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel file = FileChannel.open(version.path, StandardOpenOption.READ)) {
      return new Mapping(
          arena, file.map(MapMode.READ_ONLY, 0, version.size, arena), clock.instant());
    } catch (IOException | RuntimeException failed) {
      arena.close();
      throw failed;
    }
  }
}
