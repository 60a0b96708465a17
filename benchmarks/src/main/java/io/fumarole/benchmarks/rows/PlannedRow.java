package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;

/// A row of the design's table whose subject is not built yet: listed, so that nobody forgets it.
///
/// @param why what it waits for
public record PlannedRow(String id, String work, String why) implements Row {
  /// Says so, as any row that cannot be measured.
  @Override
  public Measured measure(Setting setting) {
    throw new UnsupportedOperationException(why);
  }
}
