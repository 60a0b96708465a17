package io.fumarole.benchmarks.load;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Who computes where, so that a server and its load do not take each other's time.
public final class Cores {
  /// What starts a command on the first core.
  public static final List<String> FIRST = List.of("taskset", "--cpu-list", "0");

  private static final int FEWEST = 2;
  private static final int PATIENCE_SECONDS = 10;

  private static final int ALL = Runtime.getRuntime().availableProcessors();

  private Cores() {}

  /// Leaves the first core to the measured server: this process, its threads and the children to
  /// come are kept to the others.
  ///
  /// @throws IOException with words when the machine has one core only, or no `taskset`
  public static void leaveFirst() throws IOException, InterruptedException {
    if (ALL < FEWEST) throw new IOException("there is one core only");
    keepTo(ALL == FEWEST ? "1" : "1-" + (ALL - 1));
  }

  /// As before: for what is measured without a load beside it.
  public static void takeAll() throws IOException, InterruptedException {
    keepTo("0-" + (ALL - 1));
  }

  private static void keepTo(String cores) throws IOException, InterruptedException {
    String own = String.valueOf(ProcessHandle.current().pid());
    Process taskset =
        new ProcessBuilder("taskset", "--all-tasks", "--pid", "--cpu-list", cores, own)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!taskset.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || taskset.exitValue() != 0)
      throw new IOException("'taskset' could not keep this process to the cores " + cores);
  }
}
