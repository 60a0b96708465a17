package io.fumarole.agent.web;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Closes a stream that brings nothing for too long: the HTTP client has no limit of its own once
/// the headers are there.
final class Watchdog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());

  private final Closeable watched;
  private final long patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean fed;
  private boolean over;
  private boolean barked;

  private Watchdog(Closeable watched, Duration patience) {
    this.watched = watched;
    this.patience = patience.toNanos();
  }

  static Watchdog over(Closeable watched, Duration patience) {
    Watchdog watchdog = new Watchdog(watched, patience);
    Thread.ofVirtual().name("download-watchdog").start(watchdog::watch);
    return watchdog;
  }

  /// Something arrived: the wait begins anew.
  void fed() {
    signal(() -> fed = true);
  }

  /// Whether the stream was closed for its silence.
  boolean hasBarked() {
    lock.lock();
    try {
      return barked;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    signal(() -> over = true);
  }

  private void signal(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    lock.lock();
    try {
      long left = patience;
      while (!over && left > 0) {
        left = fed ? patience : changed.awaitNanos(left);
        if (fed) left = patience;
        fed = false;
      }
      barked = !over;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    if (hasBarked()) closeWatched();
  }

  private void closeWatched() {
    try {
      watched.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a stalled download", e);
    }
  }
}
