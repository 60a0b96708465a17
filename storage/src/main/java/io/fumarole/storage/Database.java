package io.fumarole.storage;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.storage.Engine.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The stores of a server, over SQLite in the data directory or over PostgreSQL.
public final class Database implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  private final Engine engine;
  private final BehindWriter behind;
  private final Optional<DirectoryLock> lock;
  private Optional<ContentInS3> bucket = Optional.empty();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Database(Engine engine, Settings settings, Optional<DirectoryLock> lock) {
    this.engine = engine;
    this.lock = lock;
    this.behind = new BehindWriter(this, settings);
  }

  /// Opens the stores of a data directory; an empty one is set up first.
  ///
  /// @throws StorageException when it cannot be used, or another server uses it
  public static Stores open(Path dataDirectory, Settings settings) {
    return open(dataDirectory, settings, isNew -> SecretKeys.open(dataDirectory, isNew));
  }

  /// Opens the stores with a secret key from elsewhere than the data directory.
  public static Stores open(Path dataDirectory, Settings settings, SecretKeys secrets) {
    return open(dataDirectory, settings, isNew -> secrets);
  }

  /// @param keys finds the secret key, and may make it when the database is new
  private static Stores open(
      Path dataDirectory, Settings settings, Function<Boolean, SecretKeys> keys) {
    try {
      Disk.createDirectory(dataDirectory);
    } catch (IOException failed) {
      throw StorageException.of("making the data directory " + dataDirectory, failed);
    }
    // The nodes on one PostgreSQL may share a directory for content and keys.
    Optional<DirectoryLock> lock =
        settings.postgres().isPresent()
            ? Optional.empty()
            : Optional.of(DirectoryLock.take(dataDirectory));
    try {
      Engine engine =
          settings.postgres().isPresent()
              ? Postgres.open(settings.postgres().get(), settings)
              : Sqlite.open(dataDirectory, settings);
      // From here on closing the database closes all.
      return open(dataDirectory, new Database(engine, settings, lock), settings, keys);
    } catch (RuntimeException refused) {
      lock.ifPresent(DirectoryLock::close);
      throw refused;
    }
  }

  private static Stores open(
      Path dataDirectory,
      Database database,
      Settings settings,
      Function<Boolean, SecretKeys> keysOf) {
    try {
      SecretKeys secrets = keysOf.apply(SqlKeys.isNew(database));
      var keys = new SqlKeys(database, secrets);
      keys.check();
      ContentStore content = database.content(dataDirectory, settings);
      database.behind.start();
      var deviceRows = new DeviceRows(secrets);
      return new Stores(
          new SqlDeviceStore(database, deviceRows),
          new SqlInventoryStore(database),
          new SqlGroupStore(database),
          new SqlImportStore(database, deviceRows),
          new SqlPackageStore(database),
          new SqlReleaseStore(database),
          new SqlAdvisoryStore(database),
          new SqlProfileStore(database),
          content,
          UploadsOnDisk.open(
              dataDirectory.resolve("uploads"),
              () -> UUID.randomUUID().toString().replace("-", "")),
          new SqlDeploymentStore(database),
          new SqlNotificationStore(database, deviceRows),
          new SqlWebhookStore(database, new WebhookRows(secrets)),
          new SqlExchangeStore(database, deviceRows, new SessionRows(secrets), database.behind),
          new SqlTraceStore(database, database.behind),
          new SqlCampaignStore(database),
          new SqlNodeOrderStore(database),
          new SqlTokenStore(database),
          new SqlCallStore(database),
          new SqlUserStore(database),
          new SqlSignInStore(database),
          new SqlNewsStore(database),
          new SqlAuditStore(database),
          new SqlApprovalStore(database),
          new SqlRehearsalStore(database),
          new SqlConformanceStore(database),
          keys,
          database);
    } catch (RuntimeException refused) {
      database.close();
      throw refused;
    }
  }

  private ContentStore content(Path dataDirectory, Settings settings) {
    if (settings.content().isPresent()) {
      var content =
          ContentInS3.open(
              settings.content().get(), dataDirectory.resolve("content-cache"), settings.clock());
      bucket = Optional.of(content);
      return content;
    }
    var content = ContentOnDisk.open(dataDirectory.resolve("content"));
    verify(content);
    return content;
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

  /// Reads what is committed.
  <T> T read(String doing, Function<Handle, T> reader) {
    return engine.read(doing, reader);
  }

  /// Reads a row's columns.
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Reads the rows of one query, in its order.
  <T> List<T> list(String doing, String sql, Consumer<Query> bindings, RowReader<T> reader) {
    return read(
        doing,
        handle -> {
          Query query = handle.createQuery(sql);
          bindings.accept(query);
          return query.map((row, context) -> reader.read(row)).list();
        });
  }

  /// Writes in a transaction; durable when this returns.
  <T> T write(String doing, Work<T> work) {
    return engine.write(doing, work);
  }

  /// Units of work that wait for the database.
  public int waitingWrites() {
    return engine.waiting();
  }

  /// Devices and messages of the trace that are written behind and wait.
  public int waitingBehind() {
    return behind.waiting();
  }

  /// Sessions that the trace has dropped since the database was opened.
  public long forgottenSessions() {
    return behind.forgotten();
  }

  /// Returns once everything written behind so far is durable.
  public void flush() {
    behind.flush();
  }

  /// Writes what is behind and still waits; a second time does nothing.
  @Override
  public void close() {
    if (closed.getAndSet(true)) return;
    try {
      behind.close();
      engine.close();
    } finally {
      bucket.ifPresent(ContentInS3::close);
      lock.ifPresent(DirectoryLock::close);
    }
  }
}
