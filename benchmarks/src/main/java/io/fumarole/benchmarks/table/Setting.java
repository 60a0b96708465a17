package io.fumarole.benchmarks.table;

import io.fumarole.benchmarks.load.Cores;
import io.fumarole.benchmarks.load.PostgresDatabase;
import io.fumarole.benchmarks.load.ServerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the rows are measured.
///
/// @param root of the repository
/// @param scratch for the rows' files; deleted afterwards
/// @param database address of a PostgreSQL database, whose user may create others for the rows
/// @param pinned whether the measured server is kept to the first core
/// @param quick whether a rough figure will do: fewer runs and less work in each
/// @param progress where a row says what it is at
public record Setting(
    Path root,
    Path scratch,
    Optional<String> database,
    boolean pinned,
    boolean quick,
    PrintWriter progress) {
  private static final int RUNS = 5;
  private static final int QUICK_RUNS = 2;

  public int runs() {
    return quick ? QUICK_RUNS : RUNS;
  }

  /// `whole` in a real run, a part of it in a quick one.
  public int amount(int whole, int quickly) {
    return quick ? quickly : whole;
  }

  /// A server to measure. From here on what makes its load leaves the first core to it.
  ///
  /// @param name of its folder
  public ServerProcess start(String name, ServerProcess.Kind kind)
      throws IOException, InterruptedException {
    if (pinned) Cores.leaveFirst();
    return ServerProcess.start(scratch.resolve(name), pinned ? kind.pinned() : kind);
  }

  /// What comes before the command of a judge that a server is compared with: it stands where the
  /// server does.
  public List<String> beforeJudge() {
    return pinned ? Cores.FIRST : List.of();
  }

  /// A database of the caller's own.
  ///
  /// @param name letters, digits and `_`
  public PostgresDatabase postgres(String name) throws IOException {
    String server =
        database.orElseThrow(
            () ->
                new UnsupportedOperationException(
                    "it needs a PostgreSQL server: --database with a user who may create databases"));
    return PostgresDatabase.create(server, name);
  }

  public void say(String words) {
    progress.println("    " + words);
    progress.flush();
  }
}
