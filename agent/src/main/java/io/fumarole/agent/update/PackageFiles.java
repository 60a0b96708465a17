package io.fumarole.agent.update;

import io.fumarole.agent.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/// Where a package lies while it arrives, and once it is there. There is one at a time. Spec: fumo
/// 1.
public final class PackageFiles {
  private final Disk disk;
  private final Path directory;

  public PackageFiles(Disk disk, Path directory) throws IOException {
    this.disk = disk;
    this.directory = directory;
    disk.createDirectories(directory);
  }

  /// A download on its way.
  public Path part() {
    return directory.resolve("download.part");
  }

  /// A large object of the DM server on its way.
  public Path incoming() {
    return directory.resolve("incoming.part");
  }

  /// The package that an update installs.
  public Path held() {
    return directory.resolve("package");
  }

  public boolean isHeld() {
    return disk.exists(held());
  }

  public void keepPart() throws IOException {
    if (disk.exists(part())) disk.move(part(), held());
  }

  public void keepIncoming() throws IOException {
    disk.sync(incoming());
    disk.move(incoming(), held());
  }

  public void deleteHeld() throws IOException {
    disk.delete(held());
  }

  public void deleteIncoming() throws IOException {
    disk.delete(incoming());
  }

  public long free() throws IOException {
    return disk.free(directory);
  }
}
