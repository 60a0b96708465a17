package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.load.ChildProcess;
import io.fumarole.benchmarks.table.Aim;
import io.fumarole.benchmarks.table.Figure;
import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A campaign over a million devices in virtual time, as an operator asks for it: from the command
/// to its answer.
public final class RehearsalRow implements Row {
  private static final int DEVICES = 1_000_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private static final String CAMPAIGN =
      """
      name = bench, model = M-1, version = "2.0"
      phases = [
        { name = canary, count = 1000, success = 90, failure { percent = 10, sample = 100 }, soak = 1d }
        { name = rest, failure { percent = 10, sample = 1000 } }
      ]
      windows = [ { from = "20:00", to = "06:00" } ]
      pace { open = 100000 }
      """;

  private static final String FLEET =
      """
      devices = %d, version = "1.0", poll = 1d, gone = 1%%, link = 64kB, install = 5m, silent = 0.1%%
      address = true, answers = 50%%, fail = "410=2%%,503=1%%", packages = [ { size = 4MB } ]
      """
          .formatted(DEVICES);

  @Override
  public String id() {
    return "rehearsal";
  }

  @Override
  public String work() {
    return "Rehearsal of 1,000,000 devices in virtual time";
  }

  @Override
  public Measured measure(Setting setting) throws Exception {
    Path campaign = Files.writeString(setting.scratch().resolve("campaign.conf"), CAMPAIGN);
    Path fleet = Files.writeString(setting.scratch().resolve("fleet.conf"), FLEET);
    List<String> one =
        List.of(
            setting.root().resolve("fumarole").toString(),
            "lab",
            "rehearse",
            campaign.toString(),
            "--fleet",
            fleet.toString(),
            "--start",
            "2026-03-01T08:00:00Z");
    List<String> alone = new ArrayList<>(one);
    alone.addAll(List.of("--runs", "1", "--no-sensitivity"));
    List<Double> seconds = new ArrayList<>();
    for (int run = 0; run < setting.runs(); run++) seconds.add(answer(setting, alone));
    return Measured.of(
        Figure.of("one run, elapsed", "s", seconds).aimedAt(Aim.atMost("≤ 60 s", 60)),
        Figure.once("five runs, and each setting moved, elapsed", "s", answer(setting, one)));
  }

  /// Until it has said what becomes of them all.
  private static double answer(Setting setting, List<String> command) throws IOException {
    long begun = System.nanoTime();
    try (ChildProcess process =
        ChildProcess.start(command, setting.scratch().resolve("rehearsal.log"))) {
      String first = process.next();
      if (!first.startsWith("bench: 1,000,000 devices"))
        throw new IOException("it does not rehearse: " + first);
      return (System.nanoTime() - begun) / NANOS_PER_SECOND;
    }
  }
}
