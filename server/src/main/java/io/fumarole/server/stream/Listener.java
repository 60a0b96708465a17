package io.fumarole.server.stream;

import io.fumarole.server.stream.Tiding.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Somebody who watches, with what waits to be told. Whoever takes it too slowly is cut off, and
/// goes on later from where it was.
public final class Listener {
  /// What may wait: some minutes of a busy server.
  static final int MOST_WAITING = 5_000;

  private static final Optional<Tiding> END = Optional.empty();

  private final Set<Kind> kinds;
  private final Optional<String> device;

  /// An empty one is the last.
  private final BlockingQueue<Optional<Tiding>> waiting =
      new LinkedBlockingQueue<>(MOST_WAITING + 2);

  private volatile boolean isOver;

  /// @param kinds that are wanted
  /// @param device whom alone it is about; empty: all
  Listener(Set<Kind> kinds, Optional<String> device) {
    this.kinds = Set.copyOf(kinds);
    this.device = device;
  }

  boolean wants(Tiding tiding) {
    if (tiding.kind() == Kind.RESET) return true;
    return kinds.contains(tiding.kind()) && (device.isEmpty() || device.equals(tiding.device()));
  }

  void tell(Tiding tiding) {
    if (!wants(tiding) || isOver) return;
    if (waiting.size() >= MOST_WAITING) end();
    else waiting.add(Optional.of(tiding));
  }

  /// Tells those of a list, or that they are too many.
  void tellAll(List<Tiding> tidings, Tiding tooMany) {
    List<Tiding> wanted = tidings.stream().filter(this::wants).toList();
    if (wanted.size() > MOST_WAITING / 2) tell(tooMany);
    else wanted.forEach(this::tell);
  }

  void end() {
    if (isOver) return;
    isOver = true;
    waiting.clear();
    waiting.add(END);
  }

  public boolean isOver() {
    return isOver;
  }

  /// The next; empty when there was none in this time, or it is over.
  public Optional<Tiding> next(Duration patience) throws InterruptedException {
    Optional<Tiding> next = waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    return next == null ? Optional.empty() : next;
  }
}
