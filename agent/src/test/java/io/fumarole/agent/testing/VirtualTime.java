package io.fumarole.agent.testing;

import io.fumarole.agent.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/// Time that passes only by sleeping, at once.
public final class VirtualTime implements Time {
  private final List<Duration> slept = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    slept.add(duration);
    now = now.plus(duration);
  }

  @Override
  public synchronized <T> Optional<T> poll(BlockingQueue<T> queue, Duration wait) {
    Optional<T> next = Optional.ofNullable(queue.poll());
    if (next.isEmpty()) sleep(wait);
    return next;
  }

  public synchronized List<Duration> slept() {
    return List.copyOf(slept);
  }
}
