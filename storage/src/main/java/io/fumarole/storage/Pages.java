package io.fumarole.storage;

import io.fumarole.campaign.paging.Before;
import org.jdbi.v3.core.statement.SqlStatement;

/// Statements for lists that go from the newest to the oldest, a page at a time.
final class Pages {
  private Pages() {}

  /// The condition and the order of a page. The time alone is what an index is looked into by.
  ///
  /// @param time the column with the time
  /// @param key the column, or expression, that tells rows of one time apart
  static String condition(String time, String key) {
    return "<time> <= :before AND (<time> < :before OR <key> > :after) "
        .replace("<time>", time)
        .replace("<key>", key);
  }

  static String order(String time, String key) {
    return "ORDER BY " + time + " DESC, " + key + " LIMIT :limit";
  }

  static <Q extends SqlStatement<Q>> Q bind(Q statement, Before before, int limit) {
    return statement
        .bind("before", before.at().toEpochMilli())
        .bind("after", before.key())
        .bind("limit", limit);
  }
}
