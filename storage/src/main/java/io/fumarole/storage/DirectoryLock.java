package io.fumarole.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Holds a data directory for one process: a second server would hand out the same work and the
/// same nonces again. The system drops the lock with the process, so that a crash leaves none.
final class DirectoryLock implements AutoCloseable {
  static final String FILE = "fumarole.lock";

  /// Those of this process. It must not even open a lock file that it holds: closing that again
  /// would drop the lock (POSIX).
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /// @throws StorageException when the directory is in use
  static DirectoryLock take(Path dataDirectory) {
    try {
      Path directory = dataDirectory.toRealPath();
      if (!HELD.add(directory)) throw inUse(dataDirectory);
      try {
        return new DirectoryLock(directory, locked(directory, dataDirectory));
      } catch (IOException | RuntimeException refused) {
        HELD.remove(directory);
        throw refused;
      }
    } catch (IOException failed) {
      throw StorageException.of("locking the data directory " + dataDirectory, failed);
    }
  }

  private static FileChannel locked(Path directory, Path asGiven) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      if (channel.tryLock() == null) throw inUse(asGiven);
      return channel;
    } catch (IOException | RuntimeException refused) {
      channel.close();
      throw refused;
    }
  }

  private static StorageException inUse(Path directory) {
    return new StorageException(
        "another server uses the data directory "
            + directory
            + ": end it, or start this one with another (--data)");
  }

  /// The file stays: to delete it would let two processes lock two files of one name.
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      throw StorageException.of("unlocking the data directory " + directory, failed);
    } finally {
      HELD.remove(directory);
    }
  }
}
