package io.fumarole.agent.disk;

import java.io.IOException;
import java.nio.file.Path;

/// The few file operations that the agent needs. What was written counts after a power cut only
/// once [#sync] returned, for a new or renamed file also that of its directory.
public interface Disk {
  boolean exists(Path path);

  long size(Path file) throws IOException;

  /// Reads up to `length` octets at `from`; fewer only at the end of the file.
  byte[] read(Path file, long from, int length) throws IOException;

  /// Writes `octets` at `at`; the file is created when it is not there.
  void write(Path file, long at, byte[] octets) throws IOException;

  /// Cuts the file off after `size` octets.
  void truncate(Path file, long size) throws IOException;

  /// Returns once the file's content, or the directory's entries, are on the medium.
  void sync(Path path) throws IOException;

  /// Puts `from` in the place of `to`, in one step.
  void rename(Path from, Path to) throws IOException;

  /// Deletes the file if it is there.
  void delete(Path file) throws IOException;

  /// Creates one directory, whose parent is there.
  void createDirectory(Path directory) throws IOException;

  /// Octets that can still be written below `directory`.
  long free(Path directory) throws IOException;

  /// Creates the directory, and those above it, as far as they are not there. It lasts, with every
  /// entry in it: also with one that a killed process has left in memory only, which is read like
  /// any other until a power cut takes it away, with whatever was built upon it since.
  default void createDirectories(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (!exists(directory)) {
      if (parent != null) createDirectories(parent);
      createDirectory(directory);
    }
    if (parent != null) sync(parent);
    sync(directory);
  }

  /// Reads a whole small file.
  ///
  /// @param most the size above which the file cannot be one of ours
  default byte[] readAll(Path file, int most) throws IOException {
    long size = size(file);
    if (size > most)
      throw new IOException(file + " has " + size + " octets, at most " + most + " expected");
    return read(file, 0, (int) size);
  }

  /// Gives a file a new content so that a reader, also one after a power cut, finds the old content
  /// or the new, never a mixture.
  default void replace(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    delete(fresh);
    write(fresh, 0, content);
    sync(fresh);
    move(fresh, file);
  }

  /// Renames and makes the rename last.
  default void move(Path from, Path to) throws IOException {
    rename(from, to);
    Path directory = to.getParent();
    if (directory != null) sync(directory);
  }
}
