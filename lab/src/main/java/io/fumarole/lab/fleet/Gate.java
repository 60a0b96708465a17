package io.fumarole.lab.fleet;

import java.util.concurrent.Semaphore;

/// So many at a time, in the order in which they came.
final class Gate {
  private final Semaphore free;

  Gate(int most) {
    this.free = new Semaphore(most, true);
  }

  void enter() throws InterruptedException {
    free.acquire();
  }

  void leave() {
    free.release();
  }

  int free() {
    return free.availablePermits();
  }
}
