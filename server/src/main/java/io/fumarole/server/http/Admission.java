package io.fumarole.server.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How many requests are worked on at once, and how many may wait for how long; whoever comes
/// beyond that is sent away at once. Without a bound everybody would be served too late.
public final class Admission {
  /// @param atWork at once
  /// @param waiting behind them, first come, first served
  /// @param patience the longest wait
  public record Bounds(int atWork, int waiting, Duration patience) {
    public Bounds {
      if (atWork < 1 || waiting < 0 || patience.isNegative())
        throw new IllegalArgumentException("no bounds: " + atWork + ", " + waiting);
    }
  }

  private final Bounds bounds;
  private final Semaphore work;

  /// Those at work and those who wait.
  private final Semaphore places;

  public Admission(Bounds bounds) {
    this.bounds = bounds;
    this.work = new Semaphore(bounds.atWork(), true);
    this.places = new Semaphore(bounds.atWork() + bounds.waiting());
  }

  /// Whether the caller may go to work: then it must [#leave].
  public boolean enter() {
    if (!places.tryAcquire()) return false;
    boolean isIn = false;
    try {
      isIn = work.tryAcquire(bounds.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      if (!isIn) places.release();
    }
    return isIn;
  }

  public void leave() {
    work.release();
    places.release();
  }

  /// Those at work or waiting now.
  public int inside() {
    return bounds.atWork() + bounds.waiting() - places.availablePermits();
  }
}
