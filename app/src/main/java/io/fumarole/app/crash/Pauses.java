package io.fumarole.app.crash;

import io.fumarole.agent.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.random.RandomGenerator;

/// The waiting of devices whose server comes back within a second or two.
final class Pauses {
  private static final int SHORTEST_MILLIS = 50;
  private static final int LONGEST_MILLIS = 200;
  private static final Duration LONGEST = Duration.ofMillis(LONGEST_MILLIS);

  private Pauses() {}

  /// Before the next attempt to reach the server.
  static void awhile(RandomGenerator random) throws InterruptedException {
    Thread.sleep(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
  }

  /// The machine's clock for an agent that backs off in haste.
  static Time hasty() {
    Time system = Time.system();
    return new Time() {
      @Override
      public Instant now() {
        return system.now();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        system.sleep(duration.compareTo(LONGEST) < 0 ? duration : LONGEST);
      }

      @Override
      public <T> Optional<T> poll(BlockingQueue<T> queue, Duration wait)
          throws InterruptedException {
        return system.poll(queue, wait);
      }
    };
  }
}
