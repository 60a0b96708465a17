package io.fumarole.lab.disk;

import io.fumarole.agent.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A device's disk in memory, without faults, one of thousands: what all hold alike is there once.
public final class SharedDisk implements Disk {
  private static final long CAPACITY = 1L << 40;

  private final SharedBlocks shared;
  private final Map<Path, SharedFile> files = new HashMap<>();
  private final Set<Path> directories = new HashSet<>();

  public SharedDisk(SharedBlocks shared) {
    this.shared = shared;
  }

  private SharedFile file(Path path) throws NoSuchFileException {
    return Optional.ofNullable(files.get(path))
        .orElseThrow(() -> new NoSuchFileException(path.toString()));
  }

  @Override
  public boolean exists(Path path) {
    return files.containsKey(path) || directories.contains(path);
  }

  @Override
  public long size(Path file) throws IOException {
    return file(file).size();
  }

  @Override
  public byte[] read(Path file, long from, int length) throws IOException {
    return file(file).read(from, length);
  }

  @Override
  public void write(Path file, long at, byte[] octets) {
    files.computeIfAbsent(file, _ -> new SharedFile(shared)).write(at, octets);
  }

  @Override
  public void truncate(Path file, long size) throws IOException {
    file(file).truncate(size);
  }

  /// Memory is lost as a whole or not at all: it is only a time to look who has the same.
  @Override
  public void sync(Path path) throws IOException {
    if (!directories.contains(path)) file(path).sync();
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    files.put(to, file(from));
    files.remove(from);
  }

  @Override
  public void delete(Path file) {
    files.remove(file);
  }

  @Override
  public void createDirectory(Path directory) {
    directories.add(directory);
  }

  @Override
  public long free(Path directory) {
    return CAPACITY;
  }
}
