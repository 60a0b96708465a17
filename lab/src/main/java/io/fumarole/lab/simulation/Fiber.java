package io.fumarole.lab.simulation;

import io.fumarole.lab.disk.PowerLoss;
import java.util.concurrent.Semaphore;

/// Blocking code that can be stopped in the middle and gone on with: a thread that runs only while
/// it holds the baton. Exactly one runs at any time, so that chance alone, drawn from the seed,
/// decides the order.
final class Fiber {
  private final Semaphore turn = new Semaphore(0);
  private final Semaphore back = new Semaphore(0);
  private Throwable failure = new Killed();
  private boolean hasFailed;
  private boolean hasEnded;
  private boolean isKilled;
  private long waits;

  Fiber(String name, Runnable body) {
    Thread.ofVirtual().name(name).start(() -> run(body));
  }

  private void run(Runnable body) {
    turn.acquireUninterruptibly();
    try {
      if (!isKilled) body.run();
    } catch (Killed | PowerLoss end) {
      // The end of a life, not a mistake: whoever killed it knows.
    } catch (RuntimeException | Error e) {
      failure = e;
      hasFailed = true;
    } finally {
      hasEnded = true;
      back.release();
    }
  }

  /// Hands the baton over until the fiber waits again or has ended.
  void resume() {
    if (hasEnded) return;
    turn.release();
    back.acquireUninterruptibly();
    if (!hasFailed) return;
    hasFailed = false;
    if (failure instanceof RuntimeException e) throw e;
    if (failure instanceof Error e) throw e;
  }

  /// Called by the fiber itself: gives the baton back.
  void pause() {
    if (isKilled) throw new Killed();
    back.release();
    turn.acquireUninterruptibly();
    if (isKilled) throw new Killed();
  }

  /// Ends the fiber where it stands.
  void kill() {
    isKilled = true;
    resume();
  }

  boolean hasEnded() {
    return hasEnded;
  }

  /// The number of the wait that begins now.
  long nextWait() {
    return ++waits;
  }

  boolean isInWait(long number) {
    return !hasEnded && waits == number;
  }
}
