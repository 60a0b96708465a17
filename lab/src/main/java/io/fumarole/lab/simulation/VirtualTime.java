package io.fumarole.lab.simulation;

import io.fumarole.agent.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/// The agent's clock is the agenda's.
final class VirtualTime implements Time {
  private final Agenda agenda;
  private Optional<Agenda.Alarm> polling = Optional.empty();

  VirtualTime(Agenda agenda) {
    this.agenda = agenda;
  }

  @Override
  public Instant now() {
    return agenda.now();
  }

  @Override
  public void sleep(Duration duration) {
    agenda.sleep(duration);
  }

  @Override
  public <T> Optional<T> poll(BlockingQueue<T> queue, Duration wait) {
    Optional<T> waiting = Optional.ofNullable(queue.poll());
    if (waiting.isPresent() || wait.isZero()) return waiting;
    Agenda.Alarm alarm = agenda.alarm();
    polling = Optional.of(alarm);
    agenda.await(alarm, wait);
    polling = Optional.empty();
    return Optional.ofNullable(queue.poll());
  }

  /// Something was put into the queue.
  void wake() {
    polling.ifPresent(Agenda.Alarm::ring);
  }
}
