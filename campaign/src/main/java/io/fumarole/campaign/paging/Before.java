package io.fumarole.campaign.paging;

import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/// The place of a row in a list that goes from the newest to the oldest, and by key among those of
/// one time. A page holds what comes after it.
///
/// @param at the row's time, in milliseconds
/// @param key what tells it from others of the same time
public record Before(Instant at, String key) {
  /// Before the first row.
  public static final Before ALL = new Before(Instant.ofEpochMilli(Long.MAX_VALUE), "");

  /// A page out of rows in any order.
  ///
  /// @param placeOf a row
  public <T> Stream<T> page(Stream<T> rows, Function<T, Before> placeOf, int limit) {
    Comparator<T> newest = Comparator.comparing((T row) -> placeOf.apply(row).at()).reversed();
    return rows.filter(row -> isBefore(placeOf.apply(row)))
        .sorted(newest.thenComparing(row -> placeOf.apply(row).key()))
        .limit(limit);
  }

  private boolean isBefore(Before row) {
    return row.at().isBefore(at) || (row.at().equals(at) && row.key().compareTo(key) > 0);
  }
}
