package io.fumarole.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The table of what no scenario can play: `| words of the notes | the test that holds them | why
/// |`. The tests are looked up beside those of `docs/specs.md`.
record HeldElsewhere(List<Row> rows) {
  private static final Pattern ROW =
      Pattern.compile("\\| \"([^|]+)\" \\| `(\\w+#\\w+)` \\| ([^|]+) \\|");

  record Row(String words, String test, String reason) {}

  static HeldElsewhere parse(String table) {
    List<Row> rows = new ArrayList<>();
    for (String line : table.lines().filter(l -> l.startsWith("| \"")).toList()) {
      Matcher row = ROW.matcher(line);
      if (!row.matches()) throw new IllegalArgumentException("not a row of the table: " + line);
      rows.add(new Row(row.group(1), row.group(2), row.group(3)));
    }
    return new HeldElsewhere(rows);
  }

  List<String> words() {
    return rows.stream().map(Row::words).toList();
  }
}
