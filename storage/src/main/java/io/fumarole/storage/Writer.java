package io.fumarole.storage;

import io.fumarole.campaign.exchange.Steps;
import io.fumarole.campaign.exchange.Steps.Step;
import io.fumarole.storage.Engine.Verdict;
import io.fumarole.storage.Engine.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// The one thread that writes. Units of work that wait at the same time share a transaction, so
/// that a commit's fsync is paid once for all of them; each is answered only after that commit. A
/// unit that fails makes the group start over one by one: it takes no other down with it. When the
/// transaction cannot even begin, nobody's unit is to blame, and all of the group are told at once.
final class Writer implements AutoCloseable {
  /// Enough to share an fsync among all that wait; few enough that nobody waits long for the group.
  private static final int LARGEST_GROUP = 128;

  /// More waiting units than this mean that the disk does not keep up; whoever comes then is told
  /// so.
  private static final int MOST_WAITING = 4_096;

  /// Takes the lock at once: a later upgrade could fail halfway because another process wrote. In
  /// words of SQL, because the driver's own transactions begin the next one, lock and all, with
  /// each commit.
  private static final String BEGIN = "BEGIN IMMEDIATE";

  private static final long PATIENCE_SECONDS = 5;
  private static final long IDLE_LOOK_MILLIS = 200;
  private static final System.Logger LOG = System.getLogger(Writer.class.getName());

  private final Jdbi jdbi;
  private final InPlace file;
  private final Steps steps;
  private final BlockingQueue<Unit<?>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean stopped;

  /// Only touched by the thread; reopened when the connection breaks.
  private @Nullable Handle handle;

  /// @param file what is written to
  /// @param steps told of each transaction before and after its commit
  Writer(Jdbi jdbi, InPlace file, Steps steps) {
    this.jdbi = jdbi;
    this.file = file;
    this.steps = steps;
    this.thread = Thread.ofPlatform().name("fumarole-writer").daemon().start(this::run);
  }

  /// Runs `work` in a transaction and returns once that is durable, or undone.
  <T> T write(String doing, Work<T> work) {
    var unit = new Unit<>(doing, work);
    enqueue(unit);
    try {
      return unit.done.join();
    } catch (CompletionException failed) {
      throw StorageException.of(doing, failed.getCause() == null ? failed : failed.getCause());
    }
  }

  int waiting() {
    return waiting.size();
  }

  private void enqueue(Unit<?> unit) {
    if (closing) throw closed(unit);
    try {
      if (!waiting.offer(unit, PATIENCE_SECONDS, TimeUnit.SECONDS))
        throw new StorageException(
            unit.doing + " failed: the disk does not keep up with " + MOST_WAITING + " writes");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException(unit.doing + " was interrupted before it began", interrupted);
    }
    // The thread empties the queue once after it has stopped: what comes later is ours to take
    // back.
    if (stopped && waiting.remove(unit)) throw closed(unit);
  }

  private static StorageException closed(Unit<?> unit) {
    return new StorageException(unit.doing + " failed: the database is closed");
  }

  private void run() {
    List<Unit<?>> group = new ArrayList<>(LARGEST_GROUP);
    while (!closing || !waiting.isEmpty()) {
      group.clear();
      next().ifPresent(group::add);
      waiting.drainTo(group, LARGEST_GROUP - group.size());
      if (!group.isEmpty()) runGroup(group);
    }
    stopped = true;
    for (Unit<?> late = waiting.poll(); late != null; late = waiting.poll()) {
      late.done.completeExceptionally(closed(late));
    }
    drop();
  }

  private Optional<Unit<?>> next() {
    try {
      return Optional.ofNullable(waiting.poll(IDLE_LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException nobodyInterruptsThisThread) {
      return Optional.empty();
    }
  }

  private void runGroup(List<Unit<?>> group) {
    Optional<Failure> failure = together(group);
    if (failure.isEmpty()) return;
    boolean isAnyones = group.size() > 1 && failure.get().hasBegun();
    if (isAnyones) {
      for (Unit<?> unit : group) together(List.of(unit)).ifPresent(it -> it.tell(unit));
    } else {
      group.forEach(failure.get()::tell);
    }
  }

  /// Why nothing of a transaction was kept.
  ///
  /// @param hasBegun whether a unit may be to blame
  private record Failure(Throwable cause, boolean hasBegun) {
    void tell(Unit<?> unit) {
      unit.done.completeExceptionally(cause);
    }
  }

  /// Runs the units in one transaction; what went wrong, when nothing of it was kept.
  private Optional<Failure> together(List<Unit<?>> group) {
    boolean hasBegun = false;
    try {
      file.require();
      Handle tx = handle();
      tx.execute(BEGIN);
      hasBegun = true;
      boolean isKept = group.size() == 1 ? group.getFirst().attempt(tx) : oneByOne(tx, group);
      steps.passed(Step.WRITTEN);
      tx.execute(isKept ? "COMMIT" : "ROLLBACK");
      steps.passed(Step.DURABLE);
    } catch (RuntimeException | Error failure) {
      if (hasBegun) rollBack();
      if (!hasBegun || StorageException.isOfTheFile(failure)) drop();
      return Optional.of(new Failure(failure, hasBegun));
    }
    group.forEach(Unit::settle);
    return Optional.empty();
  }

  /// Undoes the units that do not stand, and keeps the others.
  private static boolean oneByOne(Handle tx, List<Unit<?>> group) {
    for (Unit<?> unit : group) {
      tx.execute("SAVEPOINT unit");
      if (!unit.attempt(tx)) tx.execute("ROLLBACK TO SAVEPOINT unit");
      tx.execute("RELEASE SAVEPOINT unit");
    }
    return true;
  }

  private Handle handle() {
    if (handle == null) handle = jdbi.open();
    return handle;
  }

  private void rollBack() {
    try {
      if (handle != null) handle.execute("ROLLBACK");
    } catch (JdbiException over) {
      // SQLite itself rolls back on a full disk and the like. A new connection is in no doubt.
      LOG.log(System.Logger.Level.DEBUG, "no roll back: {0}", over.getMessage());
      drop();
    }
  }

  private void drop() {
    try {
      if (handle != null) handle.close();
    } catch (JdbiException broken) {
      LOG.log(System.Logger.Level.WARNING, "closing a connection failed", broken);
    }
    handle = null;
  }

  /// Writes what still waits, then ends the thread.
  @Override
  public void close() {
    closing = true;
    // Wakes the thread; when the queue is full it is awake.
    boolean _ = waiting.offer(new Unit<>("closing", tx -> Verdict.keep(true)));
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private static final class Unit<T> {
    final String doing;
    final CompletableFuture<T> done = new CompletableFuture<>();
    private final Work<T> work;
    private @Nullable Verdict<T> verdict;

    Unit(String doing, Work<T> work) {
      this.doing = doing;
      this.work = work;
    }

    boolean attempt(Handle tx) {
      Verdict<T> now = work.run(tx);
      verdict = now;
      return now.stands();
    }

    void settle() {
      if (verdict != null) done.complete(verdict.value());
    }
  }
}
