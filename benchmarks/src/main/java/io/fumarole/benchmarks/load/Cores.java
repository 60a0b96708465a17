package io.fumarole.benchmarks.load;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Who computes where, so that a server and its load do not take each other's time.
public final class Cores {
  private static final int FEWEST = 2;
  private static final int PATIENCE_SECONDS = 10;

  private Cores() {}

  /// Leaves the first core to the measured server: this process, its threads and the children to
  /// come are kept to the others.
  ///
  /// @throws IOException with words when the machine has one core only, or no `taskset`
  public static void leaveFirst() throws IOException, InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    if (cores < FEWEST) throw new IOException("there is one core only");
    String others = cores == FEWEST ? "1" : "1-" + (cores - 1);
    String own = String.valueOf(ProcessHandle.current().pid());
    Process taskset =
        new ProcessBuilder("taskset", "--all-tasks", "--pid", "--cpu-list", others, own)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!taskset.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || taskset.exitValue() != 0)
      throw new IOException("'taskset' could not keep this process to the cores " + others);
  }
}
