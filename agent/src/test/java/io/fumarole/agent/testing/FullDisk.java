package io.fumarole.agent.testing;

import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Path;

/// A disk with room for so many octets, that may claim to have more.
public final class FullDisk implements Disk {
  private final RealDisk real = new RealDisk();
  private final long claimed;
  private long room;

  public FullDisk(long room, long claimed) {
    this.room = room;
    this.claimed = claimed;
  }

  /// From now on there is room for so many octets more.
  public void leave(long octets) {
    room = octets;
  }

  @Override
  public boolean exists(Path path) {
    return real.exists(path);
  }

  @Override
  public long size(Path file) throws IOException {
    return real.size(file);
  }

  @Override
  public byte[] read(Path file, long from, int length) throws IOException {
    return real.read(file, from, length);
  }

  @Override
  public void write(Path file, long at, byte[] octets) throws IOException {
    if (octets.length > room) {
      room = 0;
      throw new IOException("No space left on device");
    }
    room -= octets.length;
    real.write(file, at, octets);
  }

  @Override
  public void truncate(Path file, long size) throws IOException {
    real.truncate(file, size);
  }

  @Override
  public void sync(Path path) throws IOException {
    real.sync(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    real.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    real.delete(file);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    real.createDirectory(directory);
  }

  @Override
  public long free(Path directory) {
    return room == 0 ? 0 : Math.max(room, claimed);
  }
}
