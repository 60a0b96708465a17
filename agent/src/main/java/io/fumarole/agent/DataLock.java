package io.fumarole.agent;

import io.fumarole.agent.config.ConfigMistake;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps a second agent away from a device's data; the operating system lets go of it when the
/// process ends, however it does.
final class DataLock implements Closeable {
  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  static DataLock take(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) return new DataLock(channel);
    } catch (OverlappingFileLockException heldByThisProcess) {
      channel.close();
      throw inUse(directory);
    }
    channel.close();
    throw inUse(directory);
  }

  private static ConfigMistake inUse(Path directory) {
    return new ConfigMistake(
        "data-directory = " + directory + ": is in use by another agent; give this one its own");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
