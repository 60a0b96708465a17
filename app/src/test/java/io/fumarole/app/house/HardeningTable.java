package io.fumarole.app.house;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tables of `docs/hardening.md`, and what is wrong with them.
final class HardeningTable {
  static final String PAGE = "docs/hardening.md";
  static final String HEAD = "| Attack or fault | What happens | Test |";

  /// @param line in the file, from 1
  /// @param evidence the last column
  record Row(int line, String attack, String outcome, String evidence) {}

  private static final Pattern CITATION = Pattern.compile("`([^`]+)`");
  private static final Pattern BETWEEN_CITATIONS = Pattern.compile("[, ]*");

  private final List<Row> rows = new ArrayList<>();
  private final List<String> headings = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  private HardeningTable() {}

  static HardeningTable parse(String markdown) {
    var table = new HardeningTable();
    List<String> lines = markdown.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("## ")) table.headings.add(line.substring(3));
      boolean isHead = i + 1 < lines.size() && lines.get(i + 1).startsWith("|---");
      if (isHead && !line.equals(HEAD)) table.complaints.add(at(i + 1, "the head is " + HEAD));
      if (line.startsWith("|") && !isHead && !line.startsWith("|---")) table.read(i + 1, line);
    }
    return table;
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  List<String> headings() {
    return List.copyOf(headings);
  }

  /// What is wrong with the tables themselves, and with the tests that they cite.
  List<String> complaints(TestSources tests) {
    List<String> all = new ArrayList<>(complaints);
    Set<String> attacks = new HashSet<>();
    for (Row row : rows) {
      if (!attacks.add(row.attack())) all.add(at(row.line(), "'" + row.attack() + "' comes twice"));
      Matcher citation = CITATION.matcher(row.evidence());
      int citations = 0;
      while (citation.find()) {
        citations++;
        tests.problem(citation.group(1)).ifPresent(p -> all.add(at(row.line(), p)));
      }
      if (citations == 0) all.add(at(row.line(), "a row without a test"));
      else if (!BETWEEN_CITATIONS.matcher(citation.replaceAll("")).matches())
        all.add(at(row.line(), "the last column holds tests alone"));
    }
    return all;
  }

  private void read(int line, String text) {
    String[] cells = text.split("(?<!\\\\)\\|", -1);
    for (int i = 0; i < cells.length; i++) cells[i] = cells[i].strip();
    boolean isWhole = cells.length == 5 && cells[4].isEmpty();
    if (!isWhole || cells[1].isEmpty() || cells[2].isEmpty()) {
      complaints.add(at(line, "a row is | attack or fault | what happens | `Test#method` |"));
      return;
    }
    rows.add(new Row(line, cells[1], cells[2], cells[3]));
  }

  private static String at(int line, String problem) {
    return PAGE + ":" + line + ": " + problem;
  }
}
