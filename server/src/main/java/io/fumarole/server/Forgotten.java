package io.fumarole.server;

import io.fumarole.server.rest.Audit;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// Sessions that the trace has dropped, by age or for room: each hour at most one line says how
/// many.
final class Forgotten {
  private static final Duration WINDOW = Duration.ofHours(1);

  private final LongSupplier sessions;
  private long told;
  private Instant next = Instant.MIN;

  /// @param sessions dropped since the server began
  Forgotten(LongSupplier sessions) {
    this.sessions = sessions;
  }

  /// Called by one thread at a time.
  int tell(Instant now, Audit audit) {
    long all = sessions.getAsLong();
    if (all == told || now.isBefore(next)) return 0;
    audit.counted("forget sessions", "sessions", "{\"sessions\":" + (all - told) + "}");
    told = all;
    next = now.plus(WINDOW);
    return 1;
  }
}
