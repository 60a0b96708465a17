package io.fumarole.lab.fault;

import io.fumarole.agent.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/// A disk on which packages and images find no room at times. What the device remembers does: it
/// has set that room aside.
public record FaultyDisk(Disk disk, Misfortunes misfortunes) implements Disk {
  private boolean isFull() {
    return misfortunes.holds(Fault.STORAGE_FULL);
  }

  private static boolean isLarge(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".part") || name.equals("image");
  }

  @Override
  public void write(Path file, long at, byte[] octets) throws IOException {
    if (octets.length > 0 && isLarge(file) && isFull())
      throw new IOException("No space left on device");
    disk.write(file, at, octets);
  }

  @Override
  public long free(Path directory) throws IOException {
    return isFull() ? 0 : disk.free(directory);
  }

  @Override
  public boolean exists(Path path) {
    return disk.exists(path);
  }

  @Override
  public long size(Path file) throws IOException {
    return disk.size(file);
  }

  @Override
  public byte[] read(Path file, long from, int length) throws IOException {
    return disk.read(file, from, length);
  }

  @Override
  public void truncate(Path file, long size) throws IOException {
    disk.truncate(file, size);
  }

  @Override
  public void sync(Path path) throws IOException {
    disk.sync(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    disk.createDirectory(directory);
  }
}
