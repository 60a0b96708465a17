package io.fumarole.benchmarks.table;

import java.util.List;

/// A line of work that is measured.
public interface Row {
  /// How `--rows` names it.
  String id();

  /// What is done, in words.
  String work();

  /// Measures; whatever is thrown is told in the row's place and ends no other row.
  Measured measure(Setting setting) throws Exception;

  /// @param figures in the order in which they are shown
  /// @param remarks what a reader has to know: what differs from the design, what was left out
  record Measured(List<Figure> figures, List<String> remarks) {
    public Measured {
      figures = List.copyOf(figures);
      remarks = List.copyOf(remarks);
    }

    public static Measured of(Figure... figures) {
      return new Measured(List.of(figures), List.of());
    }
  }
}
