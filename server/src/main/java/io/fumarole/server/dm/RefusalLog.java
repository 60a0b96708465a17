package io.fumarole.server.dm;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Tells the log of messages that were answered over HTTP alone, without an answer in DM. Of each
/// status the first is told at once, and those after it are counted and told together, a minute
/// later at the earliest: whoever sends many must not fill the log.
public final class RefusalLog {
  static final Duration PAUSE = Duration.ofMinutes(1);

  /// Peers have words in it.
  private static final int LONGEST = 300;

  private static final System.Logger LOG = System.getLogger(RefusalLog.class.getName());

  private static final class Burst {
    private Instant told;
    private long untold;

    Burst(Instant told) {
      this.told = told;
    }

    boolean mayTell(Instant now) {
      return !now.isBefore(told.plus(PAUSE));
    }
  }

  private final Map<Integer, Burst> bursts = new HashMap<>();
  private final Consumer<String> out;
  private volatile boolean isBehind;

  public RefusalLog() {
    this(line -> LOG.log(System.Logger.Level.WARNING, "{0}", line));
  }

  RefusalLog(Consumer<String> out) {
    this.out = out;
  }

  /// @param from the peer's address
  synchronized void refused(int status, String from, String words, Instant now) {
    Burst burst = bursts.get(status);
    if (burst != null && !burst.mayTell(now)) {
      burst.untold++;
      isBehind = true;
      return;
    }
    String before = burst == null ? "" : since(burst);
    bursts.put(status, new Burst(now));
    out.accept(
        "message refused: status=%d from=%s %s%s".formatted(status, from, plain(words), before));
  }

  private static String since(Burst burst) {
    return burst.untold == 0 ? "" : "; and %d more since %s".formatted(burst.untold, burst.told);
  }

  /// A message was answered: those refused before it are told when no other refusal does it. Cheap
  /// while there are none.
  void answered(Instant now) {
    if (isBehind) tellLate(now);
  }

  private synchronized void tellLate(Instant now) {
    isBehind = false;
    bursts.forEach(
        (status, burst) -> {
          if (burst.untold == 0) return;
          if (!burst.mayTell(now)) {
            isBehind = true;
            return;
          }
          out.accept("messages refused: status=%d%s".formatted(status, since(burst)));
          burst.told = now;
          burst.untold = 0;
        });
  }

  private static String plain(String words) {
    String line = words.strip().replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
