package io.fumarole.server;

import io.fumarole.storage.StorageException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Whether the storage works. A fault is told in the log once, not once per request, and so is its
/// end.
public final class StorageWatch {
  private static final System.Logger LOG = System.getLogger(StorageWatch.class.getName());

  private final AtomicBoolean isFailing = new AtomicBoolean();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicLong failures = new AtomicLong();

  public void failed(StorageException failure) {
    refused.incrementAndGet();
    failures.incrementAndGet();
    if (!isFailing.getAndSet(true))
      LOG.log(
          System.Logger.Level.ERROR,
          "the storage fails, devices and callers get 503 until it works: {0}",
          failure.getMessage());
  }

  /// Cheap while nothing is wrong.
  public void worked() {
    if (!isFailing.get() || !isFailing.getAndSet(false)) return;
    LOG.log(
        System.Logger.Level.INFO,
        "the storage works again; {0} requests were refused",
        refused.getAndSet(0));
  }

  /// How many requests it has failed since the start.
  long failures() {
    return failures.get();
  }
}
