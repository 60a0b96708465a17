package io.fumarole.agent.disk;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The file system of the machine.
public final class RealDisk implements Disk {
  private static final boolean DIRECTORIES_OPEN =
      !System.getProperty("os.name", "").startsWith("Windows");

  @Override
  public boolean exists(Path path) {
    return Files.exists(path);
  }

  @Override
  public long size(Path file) throws IOException {
    return Files.size(file);
  }

  @Override
  public byte[] read(Path file, long from, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, from + buffer.position()) < 0) break;
      }
      return buffer.position() == length
          ? buffer.array()
          : Arrays.copyOf(buffer.array(), buffer.position());
    }
  }

  @Override
  public void write(Path file, long at, byte[] octets) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(octets);
      while (buffer.hasRemaining()) channel.write(buffer, at + buffer.position());
    }
  }

  @Override
  public void truncate(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      channel.truncate(size);
    }
  }

  /// Windows cannot open a directory; its file system keeps the order of renames by itself. A
  /// directory that may not be read is somebody else's, who has put ours into it.
  @Override
  public void sync(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      if (!DIRECTORIES_OPEN || !Files.isReadable(path)) return;
      try (FileChannel channel = FileChannel.open(path, READ)) {
        channel.force(true);
      }
    } else {
      try (FileChannel channel = FileChannel.open(path, WRITE)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory);
  }

  @Override
  public long free(Path directory) throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }
}
