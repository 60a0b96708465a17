package io.fumarole.agent;

import io.fumarole.agent.download.Progress;
import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/// A bar for someone who watches.
final class TerminalProgress implements Progress {
  private static final int EVERY_MS = 200;
  private static final long MIB = 1 << 20;

  private Optional<ProgressBar> bar = Optional.empty();

  static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  @Override
  public void at(long done, long total) {
    ProgressBar shown = bar.orElseGet(TerminalProgress::begin);
    bar = Optional.of(shown);
    if (total >= 0) shown.maxHint(total);
    shown.stepTo(done);
    if (done == total) {
      shown.close();
      bar = Optional.empty();
    }
  }

  private static ProgressBar begin() {
    return new ProgressBarBuilder()
        .setTaskName("download")
        .setUnit(" MiB", MIB)
        .setUpdateIntervalMillis(EVERY_MS)
        .build();
  }
}
