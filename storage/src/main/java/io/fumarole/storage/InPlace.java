package io.fumarole.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether the database file is still the one that was opened. SQLite goes on to write into a file
/// that was removed or replaced below it, and all of that is lost with the process: a look before
/// each transaction is cheap beside its sync.
///
/// @param identity the file's own, such as device and inode; null where the system has none
record InPlace(Path file, @Nullable Object identity) {
  /// @throws StorageException when the file cannot be looked at
  static InPlace of(Path file) {
    try {
      return new InPlace(file, identity(file));
    } catch (IOException failed) {
      throw StorageException.of("looking at " + file, failed);
    }
  }

  private static @Nullable Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /// @throws StorageException when the file is gone, or another one
  void require() {
    Object found;
    try {
      found = identity(file);
    } catch (IOException gone) {
      throw new StorageException(
          "the database file "
              + file
              + " is gone, nothing was stored; put the data directory back, as it was",
          gone);
    }
    if (!Objects.equals(found, identity))
      throw new StorageException(
          "the database file "
              + file
              + " was replaced while the server ran, nothing was stored; restart the server");
  }
}
