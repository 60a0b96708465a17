package io.fumarole.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The embedded database: one file in the data directory, one connection that writes, and a pool
/// that reads beside it (WAL). A commit is on the disk when it returns (`synchronous=FULL`).
final class Sqlite implements Engine {
  static final String FILE = "fumarole.db";

  /// The log of changes is cut back to this size after a burst.
  private static final int LOG_LIMIT_OCTETS = 64 << 20;

  /// For pages of the one connection that writes; taken as they are touched.
  private static final int WRITER_CACHE_KIB = 32 << 10;

  /// So many changed pages in the log, of 4 KiB each, make it worth to bring them to the file.
  private static final int LOG_PAGES = LOG_LIMIT_OCTETS / 2 / 4096;

  /// Whoever waits longer for a connection to read from is told so.
  private static final Duration READER_WAIT = Duration.ofSeconds(5);

  private final ConnectionPool readers;
  private final Jdbi reading;
  private final Writer writer;

  private Sqlite(SQLiteDataSource source, InPlace file, Settings settings) {
    this.readers =
        new ConnectionPool(
            source, settings.readers(), READER_WAIT, List.of("PRAGMA query_only = 1"));
    this.reading = ours(Jdbi.create(readers));
    this.writer = new Writer(ours(Jdbi.create(forWriting(source))), file, settings.steps());
  }

  /// Opens the file of a data directory, brought to this program's schema.
  static Sqlite open(Path dataDirectory, Settings settings) {
    Path file = dataDirectory.resolve(FILE);
    SQLiteDataSource source = source(file, settings);
    Migrations.run(source, Migrations.Kind.SQLITE, file.toString());
    return new Sqlite(source, InPlace.of(file), settings);
  }

  private static SQLiteDataSource source(Path file, Settings settings) {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setJournalSizeLimit(LOG_LIMIT_OCTETS);
    config.setBusyTimeout((int) settings.lockWait().toMillis());
    config.enforceForeignKeys(true);
    // As in PostgreSQL, and in the program's own reading of a filter.
    config.enableCaseSensitiveLike(true);
    // Nothing of ours asks for them, and the driver would read them after each write.
    config.setGetGeneratedKeys(false);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  /// Where a campaign begins, each slice of it touches most pages of a table and of its indexes:
  /// they stay at hand, and go from the log to the file once for many slices.
  private static SQLiteDataSource forWriting(SQLiteDataSource source) {
    var config = new SQLiteConfig(source.getConfig().toProperties());
    config.setCacheSize(-WRITER_CACHE_KIB);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, String.valueOf(LOG_PAGES));
    var writing = new SQLiteDataSource(config);
    writing.setUrl(source.getUrl());
    return writing;
  }

  private static Jdbi ours(Jdbi jdbi) {
    return jdbi.setStatementBuilderFactory(KeptStatements.factory())
        .define(LOCKED, "")
        .define(LOCKED_WHOLE, "")
        .define(SKIP_LOCKED, "");
  }

  @Override
  public <T> T read(String doing, Function<Handle, T> reader) {
    try {
      return reading.withHandle(reader::apply);
    } catch (JdbiException failed) {
      throw StorageException.of(doing, failed);
    }
  }

  @Override
  public <T> T write(String doing, Work<T> work) {
    return writer.write(doing, work);
  }

  @Override
  public int waiting() {
    return writer.waiting();
  }

  @Override
  public void close() {
    try (readers) {
      writer.close();
    }
  }
}
