package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.load.ChildProcess;
import io.fumarole.benchmarks.table.Figure;
import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;
import java.util.ArrayList;
import java.util.List;

/// One step of a session without store or transport, octets to octets.
public final class StepRow implements Row {
  private static final double NANOS_PER_MICRO = 1_000;
  private static final int ROUNDS = 1_000;
  private static final int WARM_UP = 3;

  @Override
  public String id() {
    return "step";
  }

  @Override
  public String work() {
    return "One step of a server session in memory: package 1 with MD5, octets to octets";
  }

  @Override
  public Measured measure(Setting setting) throws Exception {
    String order = "step " + setting.amount(ROUNDS, ROUNDS / 4);
    List<Double> time = new ArrayList<>();
    List<Double> allocated = new ArrayList<>();
    try (ChildProcess loop = CodecRow.loop(setting)) {
      for (int i = 0; i < WARM_UP; i++) loop.ask(order);
      for (int run = 0; run < setting.runs(); run++) {
        String[] answer = loop.ask(order).split(" ", -1);
        time.add(Double.parseDouble(answer[0]) / NANOS_PER_MICRO);
        allocated.add(Double.parseDouble(answer[1]));
      }
    }
    return Measured.of(
        Figure.of("read, judged and answered", "µs", time),
        Figure.of("allocated", "octets", allocated));
  }
}
