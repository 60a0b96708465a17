package io.fumarole.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The database of a new data directory, with its tables and nothing in them: made once for all
/// tests of a JVM, as its migrations take longer than many a test. What they do by themselves,
/// `MigrationsTest` sees.
public final class MigratedDatabase {
  private MigratedDatabase() {}

  private static final class Made {
    static final Path FILE = make();
  }

  private static Path make() {
    try {
      Path directory = Files.createTempDirectory("fumarole-migrated");
      Sqlite.open(directory, Settings.DEFAULT).close();
      Path file = directory.resolve(Sqlite.FILE);
      // In the turned order: the file goes first.
      directory.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException failed) {
      throw new AssertionError("no place for a database", failed);
    }
  }

  /// Lays it into a data directory, unless there is one already.
  public static void layInto(Path dataDirectory) throws IOException {
    Path file = dataDirectory.resolve(Sqlite.FILE);
    if (Files.exists(file)) return;
    Files.createDirectories(dataDirectory);
    Files.copy(Made.FILE, file);
  }
}
