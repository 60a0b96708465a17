package io.fumarole.benchmarks.table;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/// How the rows are measured.
///
/// @param root of the repository
/// @param scratch for the rows' files; deleted afterwards
/// @param database address of an empty PostgreSQL database, for the rows that can use one
/// @param quick whether a rough figure will do: fewer runs and less work in each
/// @param progress where a row says what it is at
public record Setting(
    Path root, Path scratch, Optional<String> database, boolean quick, PrintWriter progress) {
  private static final int RUNS = 5;
  private static final int QUICK_RUNS = 2;

  public int runs() {
    return quick ? QUICK_RUNS : RUNS;
  }

  /// `whole` in a real run, a part of it in a quick one.
  public int amount(int whole, int quickly) {
    return quick ? quickly : whole;
  }

  public void say(String words) {
    progress.println("    " + words);
    progress.flush();
  }
}
