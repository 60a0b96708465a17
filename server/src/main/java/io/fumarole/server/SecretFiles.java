package io.fumarole.server;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only their owner may read.
final class SecretFiles {
  private SecretFiles() {}

  private static void create(Path file, byte[] content) throws IOException {
    boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        isPosix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel out = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), mode)) {
      ByteBuffer octets = ByteBuffer.wrap(content);
      while (octets.hasRemaining()) out.write(octets);
      out.force(true);
    }
  }

  /// Writes a file with mode 0600 from its first moment, in place of one that may be there: a crash
  /// leaves the old content or the new one.
  static void replace(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    create(fresh, content);
    Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }
}
