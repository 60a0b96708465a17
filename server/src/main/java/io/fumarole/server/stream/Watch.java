package io.fumarole.server.stream;

import io.fumarole.server.stream.Tiding.Kind;
import io.fumarole.storage.NewsStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks for what is new while somebody watches, and tells all who do. It asks the database, so
/// that what happens on other servers is told too, and the path of the devices has no part in it.
///
/// A row's time is set before the row is committed: each look begins some seconds before the last
/// one, and what was told is not told again.
public final class Watch implements AutoCloseable {
  /// Browsers and programs that watch a server at once.
  static final int MOST_LISTENERS = 200;

  /// Between two looks. What a device says is written within half a second anyway.
  private static final Duration PACE = Duration.ofMillis(500);

  /// A commit takes no longer, and the clocks of servers do not differ by more.
  static final Duration OVERLAP = Duration.ofSeconds(10);

  /// Whoever was away longer reads anew.
  static final Duration LONGEST_AWAY = Duration.ofMinutes(10);

  /// Of a kind in one look; more are not told one by one.
  private static final int MOST_OF_A_KIND = 5_000;

  /// What was told last: whoever comes again to the same server is told exactly the rest.
  private static final int MOST_TOLD = 2_000;

  private static final System.Logger LOG = System.getLogger(Watch.class.getName());

  private final Tidings tidings;
  private final InstantSource clock;
  private final List<Listener> listeners = new ArrayList<>();
  private final Deque<Tiding> told = new ArrayDeque<>();
  private final Map<String, Instant> known = new HashMap<>();
  private Instant looked = Instant.EPOCH;
  private Instant floor = Instant.EPOCH;
  private Optional<Thread> reader = Optional.empty();
  private boolean isFailing;
  private boolean isClosed;

  public Watch(NewsStore news, InstantSource clock) {
    this.tidings = new Tidings(news, MOST_OF_A_KIND);
    this.clock = clock;
  }

  /// Begins to tell somebody; empty when there are too many.
  ///
  /// @param after the id that was told last; empty: what comes from now on
  public synchronized Optional<Listener> join(
      Set<Kind> kinds, Optional<String> device, Optional<String> after) {
    if (isClosed || listeners.size() >= MOST_LISTENERS) return Optional.empty();
    if (reader.isEmpty()) begin();
    var listener = new Listener(kinds, device);
    after.ifPresent(id -> catchUp(listener, id));
    listeners.add(listener);
    return Optional.of(listener);
  }

  public synchronized void leave(Listener listener) {
    listener.end();
    listeners.remove(listener);
  }

  /// An id to go on from, for whoever has been told nothing yet.
  public String now() {
    return Tiding.id(clock.instant(), "now");
  }

  /// What is there already is no news.
  private void begin() {
    told.clear();
    known.clear();
    floor = Instant.EPOCH;
    looked = clock.instant();
    if (look().isEmpty()) floor = looked;
    reader = Optional.of(Thread.ofVirtual().name("watch").start(this::run));
  }

  private void catchUp(Listener listener, String after) {
    Tiding reset = Tiding.reset(clock.instant());
    List<Tiding> rest = new ArrayList<>();
    boolean isFound = false;
    for (Tiding it : told) {
      if (isFound) rest.add(it);
      isFound |= it.id().equals(after);
    }
    if (isFound) {
      listener.tellAll(rest, reset);
      return;
    }
    Optional<Instant> from =
        Tiding.time(after).filter(it -> !it.isBefore(clock.instant().minus(LONGEST_AWAY)));
    if (from.isEmpty()) {
      listener.tell(reset);
      return;
    }
    // Those who are here are told first what is new until now: it is not told twice then.
    round();
    tidings
        .since(from.get().minus(OVERLAP))
        .ifPresentOrElse(
            all ->
                listener.tellAll(all.stream().filter(it -> !it.id().equals(after)).toList(), reset),
            () -> listener.tell(reset));
  }

  private void run() {
    try {
      while (isWatched()) {
        Thread.sleep(PACE);
        roundOrTell();
      }
    } catch (InterruptedException stopped) {
      LOG.log(System.Logger.Level.DEBUG, "the watch stopped", stopped);
    }
  }

  private synchronized boolean isWatched() {
    if (listeners.isEmpty() || isClosed) reader = Optional.empty();
    return reader.isPresent();
  }

  private synchronized void roundOrTell() {
    try {
      round();
      isFailing = false;
    } catch (RuntimeException failed) {
      // Whatever it is: without this thread nobody is told anything any more.
      if (!isFailing)
        LOG.log(System.Logger.Level.WARNING, "what is new could not be read; tried again", failed);
      isFailing = true;
    }
  }

  private synchronized void round() {
    Optional<List<Tiding>> fresh = look();
    if (fresh.isPresent()) {
      fresh.get().forEach(this::tell);
      return;
    }
    // Too much to be told one by one. From here on it may be less.
    floor = looked;
    told.clear();
    tell(Tiding.reset(looked));
  }

  private void tell(Tiding tiding) {
    told.addLast(tiding);
    if (told.size() > MOST_TOLD) told.removeFirst();
    listeners.forEach(it -> it.tell(tiding));
    listeners.removeIf(Listener::isOver);
  }

  /// What is new since the last look; empty when it is too much.
  private Optional<List<Tiding>> look() {
    Instant now = clock.instant();
    Instant overlapping = looked.minus(OVERLAP);
    Instant from = overlapping.isBefore(floor) ? floor : overlapping;
    Optional<List<Tiding>> all = tidings.since(from);
    looked = now;
    if (all.isEmpty()) return all;
    List<Tiding> fresh = new ArrayList<>();
    for (Tiding it : all.get()) {
      Instant until = it.at().isAfter(now) ? it.at() : now;
      if (known.put(it.key(), until) == null) fresh.add(it);
    }
    known.values().removeIf(until -> until.isBefore(from));
    return Optional.of(fresh);
  }

  /// Ends all: they come again, to this server or another.
  @Override
  public synchronized void close() {
    isClosed = true;
    listeners.forEach(Listener::end);
    listeners.clear();
    reader.ifPresent(Thread::interrupt);
  }
}
