package io.fumarole.agent.testing;

import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// A disk that loses its power at a given change: a write is torn there, and nothing works after.
public final class PowerCutDisk implements Disk {
  private final RealDisk real = new RealDisk();
  private final int cutAt;
  private int changes;

  /// @param cutAt the number of the change, from 1
  public PowerCutDisk(int cutAt) {
    this.cutAt = cutAt;
  }

  public boolean wasCut() {
    return changes >= cutAt;
  }

  private void change() throws IOException {
    changes++;
    if (changes >= cutAt) throw new IOException("the power is off");
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
    if (wasCut()) throw new IOException("the power is off");
    return real.read(file, from, length);
  }

  @Override
  public void write(Path file, long at, byte[] octets) throws IOException {
    try {
      change();
    } catch (IOException e) {
      if (changes == cutAt) real.write(file, at, Arrays.copyOf(octets, octets.length / 2));
      throw e;
    }
    real.write(file, at, octets);
  }

  @Override
  public void truncate(Path file, long size) throws IOException {
    change();
    real.truncate(file, size);
  }

  @Override
  public void sync(Path path) throws IOException {
    change();
    real.sync(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    change();
    real.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    change();
    real.delete(file);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    change();
    real.createDirectory(directory);
  }

  @Override
  public long free(Path directory) throws IOException {
    return real.free(directory);
  }
}
