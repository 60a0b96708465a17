package io.fumarole.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fumarole.storage.Writer.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The embedded database: one SQLite file in the data directory, one connection that writes, and a
/// pool that reads beside it (WAL). A commit is on the disk when it returns (`synchronous=FULL`).
public final class Database implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  static final String FILE = "fumarole.db";

  /// The log of changes is cut back to this size after a burst.
  private static final int LOG_LIMIT_OCTETS = 64 << 20;

  /// Whoever waits longer for a connection to read from is told so.
  private static final long READER_WAIT_MILLIS = 5_000;

  private final HikariDataSource readers;
  private final Jdbi reading;
  private final Writer writer;
  private final BehindWriter behind;
  private final DirectoryLock lock;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Database(SQLiteDataSource source, InPlace file, Settings settings, DirectoryLock lock) {
    this.lock = lock;
    var pool = new HikariConfig();
    pool.setDataSource(source);
    pool.setPoolName("fumarole-readers");
    pool.setMaximumPoolSize(settings.readers());
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(READER_WAIT_MILLIS);
    pool.setConnectionInitSql("PRAGMA query_only = 1");
    this.readers = new HikariDataSource(pool);
    this.reading = jdbi(readers);
    this.writer = new Writer(jdbi(source), file, settings.steps());
    this.behind = new BehindWriter(this, settings);
  }

  private static Jdbi jdbi(DataSource source) {
    return Jdbi.create(source).setStatementBuilderFactory(KeptStatements.factory());
  }

  /// Opens the stores of a data directory; an empty one is set up first.
  ///
  /// @throws StorageException when it cannot be used, or another server uses it
  public static Stores open(Path dataDirectory, Settings settings) {
    try {
      Disk.createDirectory(dataDirectory);
    } catch (IOException failed) {
      throw StorageException.of("making the data directory " + dataDirectory, failed);
    }
    DirectoryLock lock = DirectoryLock.take(dataDirectory);
    try {
      boolean isNew = !Files.exists(dataDirectory.resolve(FILE));
      return open(dataDirectory, settings, SecretKeys.open(dataDirectory, isNew), lock);
    } catch (RuntimeException refused) {
      lock.close();
      throw refused;
    }
  }

  /// Opens the stores with a secret key from elsewhere than the data directory.
  public static Stores open(Path dataDirectory, Settings settings, SecretKeys secrets) {
    DirectoryLock lock = DirectoryLock.take(dataDirectory);
    try {
      return open(dataDirectory, settings, secrets, lock);
    } catch (RuntimeException refused) {
      lock.close();
      throw refused;
    }
  }

  /// The lock is the database's from now on, unless this throws.
  private static Stores open(
      Path dataDirectory, Settings settings, SecretKeys secrets, DirectoryLock lock) {
    Path file = dataDirectory.resolve(FILE);
    SQLiteDataSource source = source(file, settings);
    Migrations.run(source, file);
    var content = ContentOnDisk.open(dataDirectory.resolve("content"));
    var database = new Database(source, InPlace.of(file), settings, lock);
    try {
      var keys = new SqlKeys(database, secrets);
      keys.check();
      database.behind.start();
      verify(content);
      var deviceRows = new DeviceRows(secrets);
      return new Stores(
          new SqlDeviceStore(database, deviceRows),
          new SqlPackageStore(database),
          content,
          new SqlDeploymentStore(database),
          new SqlExchangeStore(database, deviceRows, database.behind),
          new SqlTraceStore(database, database.behind),
          keys,
          database);
    } catch (RuntimeException refused) {
      database.close();
      throw refused;
    }
  }

  /// Beside everything else: an archive of images takes minutes to read.
  private static void verify(ContentOnDisk content) {
    Thread reader =
        new Thread(
            () -> {
              try {
                content.verifyAll();
              } catch (IOException | UncheckedIOException | StorageException failed) {
                LOG.log(
                    System.Logger.Level.ERROR,
                    "the content could not be verified: {0}",
                    failed.getMessage());
              }
            },
            "fumarole-content");
    reader.setDaemon(true);
    reader.start();
  }

  private static SQLiteDataSource source(Path file, Settings settings) {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setJournalSizeLimit(LOG_LIMIT_OCTETS);
    config.setBusyTimeout((int) settings.lockWait().toMillis());
    config.enforceForeignKeys(true);
    // Nothing of ours asks for them, and the driver would read them after each write.
    config.setGetGeneratedKeys(false);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  /// Reads on one of the pooled connections.
  <T> T read(String doing, Function<Handle, T> reader) {
    try {
      return reading.withHandle(reader::apply);
    } catch (JdbiException failed) {
      throw StorageException.of(doing, failed);
    }
  }

  /// Writes in a transaction; durable when this returns.
  <T> T write(String doing, Work<T> work) {
    return writer.write(doing, work);
  }

  /// Returns once everything written behind so far is durable.
  public void flush() {
    behind.flush();
  }

  /// Writes what is behind and still waits; a second time does nothing.
  @Override
  public void close() {
    if (closed.getAndSet(true)) return;
    try (lock) {
      behind.close();
      writer.close();
      readers.close();
    }
  }
}
