package io.fumarole.storage;

import io.fumarole.storage.Engine.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps the trace within its bounds: the sessions that ended longest ago go first, a few at a
/// time, so that the writer is never held for long.
final class TraceTrim {
  static final String OLDEST =
      """
      SELECT device_id, session_key, last_at, messages, octets
      FROM trace_session ORDER BY last_at LIMIT :limit
      """;

  private static final String TOTAL = "SELECT COALESCE(SUM(octets), 0) FROM trace_session";

  private static final int SESSIONS_PER_SLICE = 200;
  private static final long MESSAGES_PER_SLICE = 2_000;
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final Database database;
  private final Settings settings;
  private Instant nextLook = Instant.MIN;
  private boolean isCounted;
  private long octets;
  private final AtomicLong forgotten = new AtomicLong();

  TraceTrim(Database database, Settings settings) {
    this.database = database;
    this.settings = settings;
  }

  private record Old(String device, String key, long lastAt, long messages, long octets) {}

  /// How many sessions were deleted since this began.
  long forgotten() {
    return forgotten.get();
  }

  /// Counts what was added.
  void grown(long by) {
    octets += by;
  }

  /// Deletes what is over the bounds; called by one thread at a time. Costs nothing while the size
  /// is within its bound and the age was looked at a moment ago.
  void run() {
    Instant now = settings.clock().instant();
    boolean isTime = !now.isBefore(nextLook);
    if (!isTime && octets <= settings.traceOctets()) return;
    nextLook = now.plus(LOOK_EVERY);
    if (!isCounted) count();
    long cutOff = now.minus(settings.traceAge()).toEpochMilli();
    for (List<Old> slice = slice(cutOff); !slice.isEmpty(); slice = slice(cutOff)) delete(slice);
  }

  /// Once: from then on what is added and deleted is known.
  private void count() {
    octets =
        database.read(
            "measuring the trace", handle -> handle.createQuery(TOTAL).mapTo(Long.class).one());
    isCounted = true;
  }

  private List<Old> slice(long cutOff) {
    List<Old> slice = new ArrayList<>();
    long messages = 0;
    long rest = octets;
    for (Old old : oldest()) {
      boolean isOver = old.lastAt() < cutOff || rest > settings.traceOctets();
      if (!isOver || messages > MESSAGES_PER_SLICE) break;
      slice.add(old);
      messages += old.messages();
      rest -= old.octets();
    }
    return slice;
  }

  private List<Old> oldest() {
    return database.read(
        "finding old traces",
        handle ->
            handle
                .createQuery(OLDEST)
                .bind("limit", SESSIONS_PER_SLICE)
                .map(
                    (row, context) ->
                        new Old(
                            row.getString("device_id"),
                            row.getString("session_key"),
                            row.getLong("last_at"),
                            row.getLong("messages"),
                            row.getLong("octets")))
                .list());
  }

  private void delete(List<Old> slice) {
    database.write(
        "deleting old traces",
        tx -> {
          slice.forEach(old -> TraceRows.delete(tx, old.device(), old.key()));
          return Verdict.keep(slice.size());
        });
    forgotten.addAndGet(slice.size());
    octets -= slice.stream().mapToLong(Old::octets).sum();
  }
}
