package io.fumarole.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Something could not be stored or read. Nothing of the unit of work was kept; the message says
/// what to do.
public final class StorageException extends RuntimeException {
  private static final int PRIMARY_CODE = 0xFF;

  private final String remedy;

  public StorageException(String message) {
    this(message, null);
  }

  public StorageException(String message, @Nullable Throwable cause) {
    this(message, "", cause);
  }

  private StorageException(String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /// What is wrong and what to do, without names of files or devices: for those who may not see
  /// them. Empty where only the log should tell.
  public Optional<String> remedy() {
    return remedy.isEmpty() ? Optional.empty() : Optional.of(remedy);
  }

  /// Puts a failure of SQL or of the disk into words.
  ///
  /// @param doing what was being done, such as `storing a deployment`
  static StorageException of(String doing, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageException known) return known;
      if (cause instanceof SQLiteException sql) return inWords(doing, sql);
      if (cause instanceof PSQLException sql) return inWords(doing, sql);
      if (cause instanceof SQLTransientConnectionException sql) return unconnected(doing, sql);
      if (cause instanceof SQLException || cause instanceof IOException)
        return new StorageException(doing + " failed: " + reason(cause), failure);
    }
    return new StorageException(doing + " failed: " + failure, failure);
  }

  /// The message of some is the path alone.
  private static String reason(Throwable cause) {
    return cause instanceof FileSystemException file && file.getReason() == null
        ? file.getClass().getSimpleName() + " " + file.getMessage()
        : String.valueOf(cause.getMessage());
  }

  /// Whether a failure is the file's or the connection's rather than a statement's: a new
  /// connection sees whether it is over.
  static boolean isOfTheFile(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (!(cause instanceof SQLiteException sql)) continue;
      return switch (primary(sql.getResultCode())) {
        case SQLITE_IOERR,
            SQLITE_CORRUPT,
            SQLITE_NOTADB,
            SQLITE_READONLY,
            SQLITE_PERM,
            SQLITE_CANTOPEN ->
            true;
        default -> false;
      };
    }
    return false;
  }

  private static StorageException inWords(String doing, SQLiteException sql) {
    String remedy =
        switch (primary(sql.getResultCode())) {
          case SQLITE_FULL -> "the disk is full: free some space on it, then try again";
          case SQLITE_IOERR ->
              "the disk failed to read or write: look at its health and free space";
          case SQLITE_BUSY, SQLITE_LOCKED ->
              "another process holds the database: end it, then try again";
          case SQLITE_CORRUPT, SQLITE_NOTADB ->
              "the database file is damaged: restore it from a backup";
          case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN ->
              "the database file cannot be written: check owner and permissions of the data directory";
          default -> "";
        };
    return told(doing + " failed, nothing was stored; ", remedy, sql);
  }

  private static StorageException inWords(String doing, PSQLException sql) {
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    String remedy =
        switch (state) {
          case "53100" -> "PostgreSQL's disk is full: free some space on it, then try again";
          case "53300" ->
              "PostgreSQL has no connection left: raise its max_connections, or lower database.connections";
          case "25006" -> "this PostgreSQL only reads: give the address of the primary";
          case "28P01", "28000" -> "PostgreSQL refuses this user or password: look at the address";
          case "3D000" -> "PostgreSQL has no such database: make it with createdb";
          case "42501" -> "the user lacks a right: let it own the database";
          default ->
              state.startsWith("08") || state.startsWith("57P")
                  ? "PostgreSQL cannot be reached: start it, or look at the address"
                  : "";
        };
    return told(doing + " failed; ", remedy, sql);
  }

  private static StorageException told(String what, String remedy, SQLException sql) {
    String words = remedy.isEmpty() ? "unexpected" : remedy;
    return new StorageException(what + words + " (" + sql.getMessage() + ")", remedy, sql);
  }

  /// From the pool, with the last reason that it met.
  private static StorageException unconnected(String doing, SQLTransientConnectionException sql) {
    return new StorageException(
        doing + " failed: all connections to the database are busy (" + sql.getMessage() + ")",
        sql);
  }

  /// The code without SQLite's extension, which says where in the file system it happened.
  private static SQLiteErrorCode primary(SQLiteErrorCode code) {
    return SQLiteErrorCode.getErrorCode(code.code & PRIMARY_CODE);
  }
}
