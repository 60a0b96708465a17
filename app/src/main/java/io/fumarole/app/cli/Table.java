package io.fumarole.app.cli;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/// Rows in columns as wide as their content.
final class Table {
  private static final int GAP = 2;
  private static final int WIDEST = 72;

  private Table() {}

  /// The newest rows that an answer holds; says so when there may be more.
  static String ofAnswer(List<String> heading, List<List<String>> rows) {
    String table = of(heading, rows);
    return rows.size() < ApiClient.MOST_ROWS
        ? table
        : table + "\nthe newest %,d; there may be more".formatted(rows.size());
  }

  /// @param heading the columns' names
  static String of(List<String> heading, List<List<String>> rows) {
    Column[] columns = new Column[heading.size()];
    for (int i = 0; i < columns.length; i++) {
      int column = i;
      int widest =
          rows.stream()
              .mapToInt(row -> row.get(column).length())
              .reduce(heading.get(i).length(), Math::max);
      columns[i] = new Column(Math.min(widest, WIDEST) + GAP, 0, Overflow.WRAP);
    }
    Help.ColorScheme plain = new Help.ColorScheme.Builder(Ansi.OFF).build();
    TextTable table = TextTable.forColumns(plain, columns);
    table.indentWrappedLines = 0;
    table.addRowValues(heading.toArray(String[]::new));
    for (List<String> row : rows) table.addRowValues(row.toArray(String[]::new));
    return table
        .toString()
        .lines()
        .map(String::stripTrailing)
        .reduce((a, b) -> a + "\n" + b)
        .orElse("");
  }
}
