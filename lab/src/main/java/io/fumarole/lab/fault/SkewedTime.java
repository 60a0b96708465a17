package io.fumarole.lab.fault;

import io.fumarole.agent.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/// A device's clock that may be years off.
public final class SkewedTime implements Time {
  /// As far as a clock without battery is, and one that somebody has set to the wrong century.
  private static final long MOST_SECONDS = 40L * 365 * 24 * 60 * 60;

  private final Time inner;
  private volatile Duration offset = Duration.ZERO;

  public SkewedTime(Time inner) {
    this.inner = inner;
  }

  /// From now on.
  public void skew(Dealt dealt) {
    offset = Duration.ofSeconds(dealt.at().orElse((long) ((2 * dealt.part() - 1) * MOST_SECONDS)));
  }

  @Override
  public Instant now() {
    return inner.now().plus(offset);
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    inner.sleep(duration);
  }

  @Override
  public <T> Optional<T> poll(BlockingQueue<T> queue, Duration wait) throws InterruptedException {
    return inner.poll(queue, wait);
  }
}
