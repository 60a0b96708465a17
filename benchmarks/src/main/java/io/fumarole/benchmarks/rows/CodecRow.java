package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.load.ChildProcess;
import io.fumarole.benchmarks.load.Examples;
import io.fumarole.benchmarks.table.Aim;
import io.fumarole.benchmarks.table.Figure;
import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The codec beside the C library that devices carry: both loop in a process of their own, by
/// turns.
public final class CodecRow implements Row {
  private static final double NANOS_PER_MICRO = 1_000;

  /// Rounds over all examples: about a second of work.
  private static final int ROUNDS = 500;

  private static final int C_ROUNDS = 200;
  private static final int QUICK_PART = 4;

  /// Until the JIT has nothing left to do.
  private static final int WARM_UP = 3;

  @Override
  public String id() {
    return "codec";
  }

  @Override
  public String work() {
    return "WBXML → XML → WBXML round trip of the example messages, per message";
  }

  @Override
  public Measured measure(Setting setting) throws Exception {
    Optional<ChildProcess> library = library(setting);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    List<Double> allocated = new ArrayList<>();
    int rounds = setting.amount(ROUNDS, ROUNDS / QUICK_PART);
    try (ChildProcess loop = loop(setting)) {
      for (int i = 0; i < WARM_UP; i++) {
        loop.ask("trip " + rounds);
        loop.ask("wbxml " + 2 * rounds);
      }
      for (int run = 0; run < setting.runs(); run++) {
        String[] trip = loop.ask("trip " + rounds).split(" ", -1);
        ours.add(Double.parseDouble(trip[0]) / NANOS_PER_MICRO);
        allocated.add(Double.parseDouble(trip[1]));
        String[] wbxml = loop.ask("wbxml " + 4 * rounds).split(" ", -1);
        alone.add(Double.parseDouble(wbxml[0]) / NANOS_PER_MICRO);
        if (library.isEmpty()) continue;
        int cRounds = setting.amount(C_ROUNDS, C_ROUNDS / QUICK_PART);
        theirs.add(Double.parseDouble(library.get().ask("" + cRounds)) / NANOS_PER_MICRO);
        ratios.add(ours.getLast() / theirs.getLast());
      }
    } finally {
      if (library.isPresent()) library.get().close();
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("round trip", "µs", ours));
    if (!theirs.isEmpty()) {
      figures.add(Figure.of("the C library (libwbxml) in the same run", "µs", theirs));
      figures.add(Figure.of("ours ÷ the C library", "", ratios).aimedAt(Aim.atMost("≤ ¼", 0.25)));
    }
    figures.add(
        Figure.of("WBXML alone, read and written", "µs", alone).aimedAt(Aim.atMost("≤ 10 µs", 10)));
    figures.add(Figure.of("allocated per round trip", "octets", allocated));
    List<String> remarks =
        library.isPresent()
            ? List.of()
            : List.of(
                "The C library was left out: it needs gcc and libwbxml2-dev (Debian) on the machine.");
    return new Measured(figures, remarks);
  }

  static ChildProcess loop(Setting setting) throws IOException {
    return ChildProcess.java(
        List.of(),
        CodecLoop.class,
        List.of("-Xmx256m", "-Dfumarole.root=" + setting.root()),
        List.of(),
        setting.scratch().resolve("codec.log"));
  }

  /// Compiles and starts the C side; empty when the machine has no compiler or no library.
  private static Optional<ChildProcess> library(Setting setting)
      throws IOException, InterruptedException {
    Path source = setting.root().resolve("benchmarks/src/main/c/wbxml_round_trip.c");
    Path program = setting.scratch().resolve("wbxml_round_trip");
    Path log = setting.scratch().resolve("gcc.log");
    List<String> compile =
        List.of(
            "gcc",
            "-O2",
            "-o",
            program.toString(),
            source.toString(),
            "-I/usr/include/libwbxml-1.0",
            "-lwbxml2");
    try {
      Process gcc =
          new ProcessBuilder(compile)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean isDone = gcc.waitFor(1, TimeUnit.MINUTES);
      if (!isDone || gcc.exitValue() != 0) {
        setting.say("no C library: " + Files.readString(log).lines().findFirst().orElse("gcc"));
        return Optional.empty();
      }
    } catch (IOException noCompiler) {
      setting.say("no C library: " + noCompiler.getMessage());
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of(program.toString()));
    for (Path file : Examples.files(setting.root())) command.add(file.toString());
    return Optional.of(ChildProcess.start(command, setting.scratch().resolve("library.log")));
  }
}
