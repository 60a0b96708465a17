package io.fumarole.campaign.inventory;

import io.fumarole.campaign.inventory.ImportStore.Clash;
import io.fumarole.campaign.inventory.ImportStore.Moved;
import io.fumarole.campaign.inventory.ImportStore.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Takes in many devices, all of them or none. Lines are put aside as they are read, so that any
/// number of them needs little memory.
public final class DeviceImport {
  public static final int MOST_LINES = 250_000;

  /// Errors that are told; the rest is counted.
  public static final int MOST_ERRORS = 100;

  /// What a step takes at most, so that devices are served in between.
  private static final int STEP = 1_000;

  /// Nobody sends a body for as long.
  private static final Duration LONGEST = Duration.ofDays(1);

  private final ImportStore store;
  private final String id;
  private final Instant now;
  private final List<Row> waiting = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();
  private long lines;
  private long wrong;

  /// @param id of its own
  public DeviceImport(ImportStore store, String id, Instant now) {
    this.store = store;
    this.id = id;
    this.now = now;
  }

  /// A line that breaks a rule.
  public record Mistake(long line, Optional<String> field, String rule) {}

  /// @param existing what becomes of lines whose device is in the inventory
  /// @param isTrial whether it is only looked at
  public record Terms(Existing existing, boolean isTrial) {}

  /// What becomes of a line whose device is in the inventory.
  public enum Existing {
    /// It is a mistake.
    REFUSE,
    /// The device stays as it is.
    KEEP
  }

  public sealed interface Outcome {
    record Done(long lines, long added, long kept) implements Outcome {}

    /// It would have come in.
    record Fine(long lines) implements Outcome {}

    /// @param mistakes the first of them
    /// @param wrong how many lines are wrong, as far as they were looked for
    /// @param isMore whether there may be more
    record Refused(long lines, long wrong, boolean isMore, List<Mistake> mistakes)
        implements Outcome {
      public Refused {
        mistakes = List.copyOf(mistakes);
      }
    }
  }

  public void add(Row row) {
    lines++;
    waiting.add(row);
    if (waiting.size() == STEP) stage();
  }

  /// Nothing comes in any more; other lines are still looked at for what else is wrong.
  public void refuse(Mistake mistake) {
    lines++;
    wrong++;
    if (mistakes.size() < MOST_ERRORS) mistakes.add(mistake);
  }

  /// Whether more lines would be too many.
  public boolean isFull() {
    return lines >= MOST_LINES;
  }

  private void stage() {
    if (!waiting.isEmpty()) store.stage(id, now, waiting);
    waiting.clear();
  }

  /// Forgets all of it.
  public void abandon() {
    store.drop(id);
  }

  public Outcome finish(Terms terms) {
    stage();
    boolean existing = terms.existing() == Existing.REFUSE;
    List<Clash> clashes = store.clashes(id, existing, MOST_ERRORS);
    wrong += clashes.size();
    for (Clash clash : clashes) mistakes.add(mistake(clash));
    if (wrong > 0) {
      store.drop(id);
      mistakes.sort(Comparator.comparingLong(Mistake::line));
      return new Outcome.Refused(
          lines,
          wrong,
          clashes.size() == MOST_ERRORS,
          mistakes.subList(0, Math.min(mistakes.size(), MOST_ERRORS)));
    }
    if (terms.isTrial()) {
      store.drop(id);
      return new Outcome.Fine(lines);
    }
    store.accept(id);
    Moved all = moveAll(store, id);
    return new Outcome.Done(lines, all.added(), all.kept());
  }

  private static Mistake mistake(Clash clash) {
    String rule =
        clash.isRepeated()
            ? "device %s stands on an earlier line".formatted(clash.device())
            : "device %s exists already".formatted(clash.device());
    return new Mistake(clash.line(), Optional.of("id"), rule);
  }

  private static Moved moveAll(ImportStore store, String id) {
    long added = 0;
    long kept = 0;
    Moved step;
    do {
      step = store.move(id, STEP);
      added += step.added();
      kept += step.kept();
    } while (!step.isDone());
    return new Moved(added, kept, true);
  }

  /// Brings in what a server left halfway when it died, and forgets what nobody will finish.
  public static void resume(ImportStore store, Instant now) {
    for (String id : store.accepted()) moveAll(store, id);
    store.forget(now.minus(LONGEST));
  }
}
