package io.fumarole.app.house;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The conformance table `docs/specs.md`, and what is wrong with it.
///
/// It has two kinds of rows: those of the digests' own table name a digest and the number of its
/// sections, all others are rules with a key, words, a state, and the test or the reason.
final class SpecsTable {
  /// The words that a row's state may be.
  enum State {
    DONE,
    PARTIAL,
    OUT
  }

  /// @param line in the file, from 1
  /// @param digest the first word of the key
  /// @param section the number after it, before the first dot
  /// @param evidence the last column
  record Row(int line, String key, String digest, int section, State state, String evidence) {}

  private static final Pattern KEY = Pattern.compile("([a-z][a-z-]*) (\\d+)(\\.\\d+)*[a-z]?");
  private static final Pattern DIGEST = Pattern.compile("`([a-z][a-z-]*)`");
  private static final Pattern CITATION = Pattern.compile("`([^`]+)`");

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Integer> digests = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  private SpecsTable() {}

  static SpecsTable parse(String markdown) {
    var table = new SpecsTable();
    List<String> lines = markdown.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      boolean isHead = i + 1 < lines.size() && lines.get(i + 1).startsWith("|---");
      if (lines.get(i).startsWith("|") && !isHead && !lines.get(i).startsWith("|---"))
        table.read(i + 1, lines.get(i));
    }
    return table;
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  /// What is wrong with the table itself, and with the tests that it cites.
  List<String> complaints(TestSources tests) {
    List<String> all = new ArrayList<>(complaints);
    Set<String> keys = new HashSet<>();
    for (Row row : rows) {
      if (!keys.add(row.key())) all.add(at(row.line(), "the key '" + row.key() + "' comes twice"));
      checkEvidence(row, tests, all);
    }
    checkCoverage(all);
    return all;
  }

  /// Whether the table has that section of a digest.
  boolean hasSection(String digest, int section) {
    return section >= 1 && section <= digests.getOrDefault(digest, 0);
  }

  private void read(int line, String text) {
    if (!text.endsWith("|")) {
      complaints.add(at(line, "a row ends with |"));
      return;
    }
    String[] cells = text.substring(1, text.length() - 1).split("(?<!\\\\)\\|", -1);
    for (int i = 0; i < cells.length; i++) cells[i] = cells[i].strip();
    Matcher digest = DIGEST.matcher(cells[0]);
    if (digest.matches() && cells.length == 3 && cells[2].matches("\\d+")) {
      digests.put(digest.group(1), Integer.parseInt(cells[2]));
      return;
    }
    Matcher key = KEY.matcher(cells[0]);
    if (cells.length != 4 || !key.matches() || cells[1].isEmpty()) {
      complaints.add(
          at(line, "a row is | digest section | rule | done, partial or out | tests or reason |"));
      return;
    }
    for (State state : State.values()) {
      if (!state.name().equalsIgnoreCase(cells[2])) continue;
      int section = Integer.parseInt(key.group(2));
      rows.add(new Row(line, cells[0], key.group(1), section, state, cells[3]));
      return;
    }
    complaints.add(at(line, "the state is done, partial or out, not '" + cells[2] + "'"));
  }

  private static void checkEvidence(Row row, TestSources tests, List<String> complaints) {
    Matcher citation = CITATION.matcher(row.evidence());
    int citations = 0;
    while (citation.find()) {
      citations++;
      tests.problem(citation.group(1)).ifPresent(p -> complaints.add(at(row.line(), p)));
    }
    String reason = citation.replaceAll("").replaceAll("[,;. ]", "");
    switch (row.state()) {
      case DONE -> {
        if (citations == 0) complaints.add(at(row.line(), "done without a test"));
      }
      case PARTIAL -> {
        if (reason.isEmpty())
          complaints.add(at(row.line(), "partial without a word on what is missing"));
      }
      case OUT -> {
        if (citations > 0) complaints.add(at(row.line(), "out, yet it cites a test"));
        if (reason.isEmpty()) complaints.add(at(row.line(), "out without a reason"));
      }
    }
  }

  private void checkCoverage(List<String> complaints) {
    for (Row row : rows) {
      if (!hasSection(row.digest(), row.section()))
        complaints.add(at(row.line(), "there is no section '" + row.key() + "'"));
    }
    digests.forEach(
        (digest, sections) -> {
          for (int section = 1; section <= sections; section++) {
            int wanted = section;
            boolean isCovered =
                rows.stream().anyMatch(r -> r.digest().equals(digest) && r.section() == wanted);
            if (!isCovered) complaints.add("docs/specs.md: no row for " + digest + " " + section);
          }
        });
  }

  private static String at(int line, String problem) {
    return "docs/specs.md:" + line + ": " + problem;
  }
}
