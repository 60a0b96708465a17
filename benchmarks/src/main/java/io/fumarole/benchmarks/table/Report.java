package io.fumarole.benchmarks.table;

import static io.fumarole.benchmarks.table.Figure.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that one `bench` measured, and where.
///
/// @param day when, as `2026-03-01`
/// @param command that measured it
public record Report(Machine machine, String day, String command, List<Line> lines) {
  public Report {
    lines = List.copyOf(lines);
  }

  /// A row and what came of it.
  ///
  /// @param trouble why there are no figures
  public record Line(
      String id,
      String work,
      List<Figure> figures,
      List<String> remarks,
      Optional<String> trouble,
      double seconds) {
    public Line {
      figures = List.copyOf(figures);
      remarks = List.copyOf(remarks);
    }
  }

  /// One figure of the table, as text.
  ///
  /// @param before what it was, when there is something to compare with
  record Cells(
      String work,
      String figure,
      String median,
      String range,
      String aim,
      String verdict,
      Optional<String> before) {}

  List<Cells> cells(Optional<Baseline> before) {
    return lines.stream().flatMap(line -> cells(line, before).stream()).toList();
  }

  private static List<Cells> cells(Line line, Optional<Baseline> before) {
    if (line.trouble().isPresent())
      return List.of(
          new Cells(line.work(), line.trouble().get(), "–", "–", "–", "", Optional.empty()));
    List<Cells> cells = new ArrayList<>();
    for (Figure figure : line.figures()) {
      String unit = figure.unit().isEmpty() ? "" : " " + figure.unit();
      boolean isOnce = figure.runs().size() == 1;
      String range =
          isOnce ? "one run" : number(figure.least()) + " – " + number(figure.most()) + unit;
      cells.add(
          new Cells(
              cells.isEmpty() ? line.work() : "",
              figure.name(),
              number(figure.median()) + unit,
              range,
              figure.aim().words(),
              figure.verdict(),
              before.flatMap(it -> it.of(line.id(), figure))));
    }
    return cells;
  }

  /// For a terminal.
  ///
  /// @param before what is compared with
  public String text(Optional<Baseline> before) {
    var out = new StringBuilder();
    for (Line line : lines) {
      out.append(line.work()).append('\n');
      for (Cells c : cells(line, before))
        out.append(
            line.trouble().isPresent()
                ? "    not measured: " + c.figure() + "\n"
                : "    %-58s %14s  %-22s aim %-22s %s%s%n"
                    .formatted(
                        c.figure(),
                        c.median(),
                        c.range(),
                        c.aim(),
                        c.verdict(),
                        c.before().map(it -> "  was " + it).orElse("")));
      for (String remark : line.remarks()) out.append("    ").append(remark).append('\n');
    }
    return out.toString();
  }

  List<String> remarks() {
    return lines.stream().flatMap(line -> line.remarks().stream()).toList();
  }

  /// For `docs/benchmarks.md`.
  public String markdown() {
    var out = new StringBuilder();
    out.append("Measured on ").append(day).append(" at revision ").append(machine.revision());
    out.append(" with `").append(command).append("`.\n\n").append(machine.words()).append("\n\n");
    out.append("| Work | Figure | Median | Least – most | Aim | |\n|---|---|---|---|---|---|\n");
    for (Cells c : cells(Optional.empty()))
      out.append(
          "| %s | %s | %s | %s | %s | %s |%n"
              .formatted(c.work(), c.figure(), c.median(), c.range(), c.aim(), c.verdict()));
    if (!remarks().isEmpty()) out.append('\n');
    for (String remark : remarks()) out.append("- ").append(remark).append('\n');
    return out.toString();
  }
}
