package io.fumarole.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Copies a data directory while its server runs, and puts a copy back. The database is copied as
/// it is at one instant; content is named by its digest and never changes, so that a second backup
/// into the same directory copies only what is new.
public final class Backup {
  /// Besides the database and `content`.
  private static final List<String> OTHERS =
      List.of(SecretKeys.FILE, "api-token", "trusted-keys", "profiles");

  private static final String CONTENT = "content";
  private static final String INCOMING = "incoming";
  private static final String MARK = "complete";

  private Backup() {}

  /// What a copy holds.
  ///
  /// @param devices in its database
  /// @param files of content
  /// @param octets of database and content
  public record Summary(long devices, long files, long octets) {}

  /// @param target a directory; an earlier backup in it is replaced once this one is whole
  /// @throws StorageException when the data directory has no database, or something cannot be
  ///   copied
  public static Summary write(Path dataDirectory, Path target) {
    Path database = dataDirectory.resolve(Sqlite.FILE);
    if (!Files.isRegularFile(database))
      throw new StorageException(
          "there is no database in "
              + dataDirectory
              + ": name the data directory (--data); of PostgreSQL make backups with its own tools");
    try {
      Disk.createDirectory(target);
      Files.deleteIfExists(target.resolve(MARK));
      copyDatabase(database, target.resolve(Sqlite.FILE));
      for (String other : OTHERS) {
        copyTree(dataDirectory.resolve(other), target.resolve(other), true);
        forgetGone(dataDirectory.resolve(other), target.resolve(other));
      }
      copyTree(dataDirectory.resolve(CONTENT), target.resolve(CONTENT), false);
      Files.writeString(target.resolve(MARK), "");
      sync(target.resolve(MARK));
      Disk.syncDirectory(target);
      return summary(target);
    } catch (IOException failed) {
      throw StorageException.of("writing the backup " + target, failed);
    }
  }

  /// @param dataDirectory for the copy; it must not hold anything
  /// @throws StorageException when the backup is not whole, or its database is damaged
  public static Summary restore(Path backup, Path dataDirectory) {
    if (!Files.exists(backup.resolve(MARK)))
      throw new StorageException(
          backup + " is no whole backup: its writing was interrupted, or it is something else");
    try {
      if (Files.exists(dataDirectory) && !isEmpty(dataDirectory))
        throw new StorageException(
            dataDirectory + " is not empty: restore into another directory (--data)");
      requireSound(backup.resolve(Sqlite.FILE));
      Disk.createDirectory(dataDirectory);
      for (String other : OTHERS)
        copyTree(backup.resolve(other), dataDirectory.resolve(other), true);
      copyTree(backup.resolve(CONTENT), dataDirectory.resolve(CONTENT), false);
      // Last: a directory with a database is taken for a whole one.
      Path fresh = dataDirectory.resolve(Sqlite.FILE + ".restoring");
      copyFile(backup.resolve(Sqlite.FILE), fresh);
      Files.move(fresh, dataDirectory.resolve(Sqlite.FILE), StandardCopyOption.ATOMIC_MOVE);
      Disk.syncDirectory(dataDirectory);
      return summary(dataDirectory);
    } catch (IOException failed) {
      throw StorageException.of("restoring " + backup, failed);
    }
  }

  /// By SQLite itself, so that what is still in its log is there too, and the server is not held
  /// up.
  private static void copyDatabase(Path from, Path to) throws IOException {
    Path fresh = to.resolveSibling(Sqlite.FILE + ".new");
    Files.deleteIfExists(fresh);
    try {
      Jdbi.create(url(from)).useHandle(handle -> handle.execute("VACUUM INTO ?", fresh.toString()));
    } catch (JdbiException failed) {
      throw StorageException.of("copying " + from, failed);
    }
    // The directory may be another's, and open to more than its owner.
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
    sync(fresh);
    Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String url(Path database) {
    return "jdbc:sqlite:" + database.toAbsolutePath();
  }

  private static void requireSound(Path database) {
    try {
      String found =
          Jdbi.create(url(database))
              .withHandle(
                  handle ->
                      handle.createQuery("PRAGMA integrity_check(1)").mapTo(String.class).first());
      if (!found.equals("ok"))
        throw new StorageException("the database of the backup is damaged: " + found);
    } catch (JdbiException failed) {
      throw StorageException.of("reading the backup's database " + database, failed);
    }
  }

  /// @param mayChange whether a file that is there already may be another one by now
  private static void copyTree(Path from, Path to, boolean mayChange) throws IOException {
    if (!Files.exists(from)) return;
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path relative = from.relativize(path);
        if (relative.startsWith(INCOMING)) continue;
        Path copy = to.resolve(relative.toString());
        if (Files.isDirectory(path)) Disk.createDirectory(copy);
        else if (mayChange || !Files.exists(copy) || Files.size(copy) != Files.size(path))
          copyFile(path, copy);
      }
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  /// A key that was taken away, above all: it must not come back. Content that is nobody's does no
  /// harm.
  private static void forgetGone(Path from, Path to) throws IOException {
    if (!Files.exists(to)) return;
    try (Stream<Path> all = Files.walk(to)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path copy : deepestFirst)
        if (!Files.exists(from.resolve(to.relativize(copy).toString()))) Files.delete(copy);
    }
  }

  private static void copyFile(Path from, Path to) throws IOException {
    Path fresh = to.resolveSibling(to.getFileName() + ".copying");
    Files.copy(
        from, fresh, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    sync(fresh);
    Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  private static Summary summary(Path directory) throws IOException {
    Path database = directory.resolve(Sqlite.FILE);
    long devices =
        Jdbi.create(url(database))
            .withHandle(
                handle ->
                    handle.createQuery("SELECT COUNT(*) FROM device").mapTo(Long.class).one());
    long files = 0;
    long octets = Files.size(database);
    Path content = directory.resolve(CONTENT);
    if (Files.exists(content)) {
      try (Stream<Path> all = Files.walk(content)) {
        for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
          files++;
          octets += Files.size(path);
        }
      }
    }
    return new Summary(devices, files, octets);
  }
}
