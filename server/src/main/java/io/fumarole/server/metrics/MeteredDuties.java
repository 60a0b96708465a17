package io.fumarole.server.metrics;

import io.micrometer.core.instrument.Counter;
import java.time.Instant;
import java.util.function.ToIntFunction;

/// What the server does by itself, with how much that was.
public record MeteredDuties(Metrics metrics) {
  /// @param name of the duty
  public ToIntFunction<Instant> metered(String name, ToIntFunction<Instant> round) {
    Counter done =
        metrics.counter("due", "What was due and is done, by duty").withTag("duty", name);
    Counter failures =
        metrics.counter("due.failures", "Rounds of a duty that failed").withTag("duty", name);
    return now -> {
      try {
        int count = round.applyAsInt(now);
        done.increment(count);
        return count;
      } catch (RuntimeException failed) {
        failures.increment();
        throw failed;
      }
    };
  }
}
