package io.fumarole.app.crash;

import io.fumarole.agent.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/// A disk for devices that lose no power: here the server does, and the devices' own syncs would
/// only slow the load down.
record UnsyncedDisk(Disk disk) implements Disk {
  @Override
  public void sync(Path path) {}

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
  public void write(Path file, long at, byte[] octets) throws IOException {
    disk.write(file, at, octets);
  }

  @Override
  public void truncate(Path file, long size) throws IOException {
    disk.truncate(file, size);
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

  @Override
  public long free(Path directory) throws IOException {
    return disk.free(directory);
  }
}
