package io.fumarole.agent.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// The agent's clock, handed in: a test moves it by hand.
public interface Time {
  Instant now();

  /// Returns once `duration` has passed, or earlier when the thread is woken by an interrupt.
  void sleep(Duration duration) throws InterruptedException;

  /// Takes the next of `queue`; empty when none comes within `wait`.
  <T> Optional<T> poll(BlockingQueue<T> queue, Duration wait) throws InterruptedException;

  /// The machine's clock.
  static Time system() {
    return new Time() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
      }

      @Override
      public <T> Optional<T> poll(BlockingQueue<T> queue, Duration wait)
          throws InterruptedException {
        return Optional.ofNullable(queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS));
      }
    };
  }
}
