package io.fumarole.server.download;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Packages as the system keeps them in memory. All downloads of a file share its pages: none has
/// an open file or a buffer of its own, and nothing is copied on the way to the socket but by the
/// system.
///
/// A mapping ends some time after the last download that uses it: the collector of garbage knows
/// when. A file that is cut short meanwhile fails the downloads that were to read on.
final class MappedFiles {
  private final Map<Version, WeakReference<MemorySegment>> mapped = new ConcurrentHashMap<>();

  /// A file that is put in the place of another is another.
  private record Version(Path path, long size, FileTime changed, @Nullable Object inode) {}

  MemorySegment map(Path path) throws IOException {
    var now = Files.readAttributes(path, BasicFileAttributes.class);
    var version = new Version(path, now.size(), now.lastModifiedTime(), now.fileKey());
    WeakReference<MemorySegment> before = mapped.get(version);
    MemorySegment known = before == null ? null : before.get();
    return known == null ? mapAnew(version) : known;
  }

  /// Two who come at once both map: that costs little, and one of the two is forgotten.
  private MemorySegment mapAnew(Version version) throws IOException {
    mapped.values().removeIf(it -> it.refersTo(null));
    try (FileChannel file = FileChannel.open(version.path, StandardOpenOption.READ)) {
      MemorySegment whole = file.map(MapMode.READ_ONLY, 0, version.size, Arena.ofAuto());
      mapped.put(version, new WeakReference<>(whole));
      return whole;
    }
  }
}
