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
  private record Cells(
      String work, String figure, String median, String range, String aim, String verdict) {}

  private static List<Cells> cells(Line line) {
    if (line.trouble().isPresent())
      return List.of(new Cells(line.work(), line.trouble().get(), "–", "–", "–", ""));
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
              figure.verdict()));
    }
    return cells;
  }

  /// For a terminal.
  public String text() {
    var out = new StringBuilder();
    for (Line line : lines) {
      out.append(line.work()).append('\n');
      for (Cells c : cells(line))
        out.append(
            line.trouble().isPresent()
                ? "    not measured: " + c.figure() + "\n"
                : "    %-58s %14s  %-22s aim %-22s %s%n"
                    .formatted(c.figure(), c.median(), c.range(), c.aim(), c.verdict()));
      for (String remark : line.remarks()) out.append("    ").append(remark).append('\n');
    }
    return out.toString();
  }

  /// For `docs/benchmarks.md`.
  public String markdown() {
    var out = new StringBuilder();
    out.append("Measured on ").append(day).append(" at revision ").append(machine.revision());
    out.append(" with `").append(command).append("`.\n\n").append(machine.words()).append("\n\n");
    out.append("| Work | Figure | Median | Least – most | Aim | |\n|---|---|---|---|---|---|\n");
    for (Line line : lines)
      for (Cells c : cells(line))
        out.append(
            "| %s | %s | %s | %s | %s | %s |%n"
                .formatted(c.work(), c.figure(), c.median(), c.range(), c.aim(), c.verdict()));
    List<String> remarks = lines.stream().flatMap(line -> line.remarks().stream()).toList();
    if (!remarks.isEmpty()) out.append('\n');
    for (String remark : remarks) out.append("- ").append(remark).append('\n');
    return out.toString();
  }
}
