package io.fumarole.benchmarks.table;

import static io.fumarole.benchmarks.table.Figure.number;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What an earlier `bench --json` measured, to hold the figures of today against.
public final class Baseline {
  private static final double PERCENT = 100;

  private final Report report;

  Baseline(Report report) {
    this.report = report;
  }

  /// @throws IOException when it cannot be read, or is no such file, saying so
  public static Baseline read(Path file) throws IOException {
    try {
      return new Baseline(JsonMapper.shared().readValue(Files.readAllBytes(file), Report.class));
    } catch (JacksonException | IllegalArgumentException other) {
      throw new IOException(
          file + " is no file that 'bench --json' wrote: " + firstLine(other), other);
    }
  }

  private static String firstLine(Exception failed) {
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
  }

  /// Of when and what it is, and on which machine.
  public String words() {
    return "%s, revision %s, `%s`, %s"
        .formatted(
            report.day(), report.machine().revision(), report.command(), report.machine().words());
  }

  /// How a figure of a row stands to what it was: its median then, by how many percent it has
  /// changed, and whether the runs of then and now overlap; empty when it was not measured.
  Optional<String> of(String row, Figure now) {
    return report.lines().stream()
        .filter(line -> line.id().equals(row))
        .flatMap(line -> line.figures().stream())
        .filter(then -> then.name().equals(now.name()) && then.unit().equals(now.unit()))
        .findFirst()
        .map(then -> words(then, now));
  }

  private static String words(Figure then, Figure now) {
    String unit = then.unit().isEmpty() ? "" : " " + then.unit();
    String was = number(then.median()) + unit;
    if (then.median() == 0) return was;
    double change = PERCENT * (now.median() / then.median() - 1);
    String percent = String.format(Locale.ROOT, "%+.0f %%", change);
    boolean isApart = now.least() > then.most() || now.most() < then.least();
    boolean isSpread = then.runs().size() > 1 && now.runs().size() > 1;
    String verdict = !isSpread ? "" : isApart ? ", beyond the spread" : ", within the spread";
    return was + " (" + percent + verdict + ")";
  }
}
