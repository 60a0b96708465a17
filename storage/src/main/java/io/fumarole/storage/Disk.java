package io.fumarole.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// What the stores need of a POSIX file system.
final class Disk {
  private Disk() {}

  /// Makes a directory that only its owner can look into; one that exists is left as it is.
  static void createDirectory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) return;
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /// Makes names in a directory durable: a file's own fsync does not cover its name.
  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) throw new IllegalArgumentException("no directory above " + file);
    return parent;
  }
}
