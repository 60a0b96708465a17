package io.fumarole.storage;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// One kind of database beneath the stores. The SQL above it is the same; what differs is how reads
/// and writes are kept apart, and the few words that [#LOCKED] and its like stand for.
interface Engine extends AutoCloseable {
  /// The attribute of SQL for a row that was only looked at and must stay as it is until the
  /// commit. Empty where nobody else can write meanwhile.
  String LOCKED = "locked";

  /// The same for a row that is to be deleted: nobody may begin to refer to it meanwhile either.
  String LOCKED_WHOLE = "locked_whole";

  /// The attribute of SQL for rows that another node may be claiming: those are passed over.
  String SKIP_LOCKED = "skip_locked";

  /// The rows that a claim takes, as `due` before its UPDATE. They are looked for once and for all:
  /// in a plain subquery PostgreSQL may look again for each row, pass over what it has locked
  /// itself, and so take more than it was asked for.
  ///
  /// @param select the rows' keys, up to a limit
  static String due(String select) {
    return "WITH due AS MATERIALIZED (" + select + " <" + SKIP_LOCKED + ">) ";
  }

  /// A unit of work. It may be run again from the start, so it does nothing but SQL.
  interface Work<T> {
    Verdict<T> run(Handle tx);
  }

  /// What a unit came to.
  ///
  /// @param stands whether what it wrote is kept
  record Verdict<T>(T value, boolean stands) {
    static <T> Verdict<T> keep(T value) {
      return new Verdict<>(value, true);
    }

    static <T> Verdict<T> undo(T value) {
      return new Verdict<>(value, false);
    }

    /// Keeps what was written when it is what was wanted.
    static Verdict<Boolean> keepIf(boolean wanted) {
      return new Verdict<>(wanted, wanted);
    }
  }

  /// Reads what is committed.
  ///
  /// @param doing for the message of a failure, such as `reading device 1`
  <T> T read(String doing, Function<Handle, T> reader);

  /// Runs `work` in a transaction and returns once that is durable, or undone.
  <T> T write(String doing, Work<T> work);

  /// Units of work that wait for their turn.
  int waiting();

  @Override
  void close();
}
