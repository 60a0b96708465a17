package io.fumarole.app.crash;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// What excuses a session that broke.
final class KillCount {
  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicBoolean down = new AtomicBoolean(true);

  /// The server is about to be killed, or has halted.
  void down() {
    down.set(true);
    kills.incrementAndGet();
  }

  void up() {
    down.set(false);
  }

  int count() {
    return kills.get();
  }

  boolean isDown() {
    return down.get();
  }
}
