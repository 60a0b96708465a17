package io.fumarole.benchmarks;

import io.fumarole.benchmarks.table.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `docs/benchmarks.md`: the table between two marks is written by the machine, the words around it
/// by hand.
final class DocsPage {
  private static final String BEGIN = "<!-- begin: written by ./fumarole bench --write-docs -->\n";
  private static final String END = "<!-- end -->";

  private DocsPage() {}

  static void write(Path root, Report report) throws IOException {
    Path page = root.resolve("docs/benchmarks.md");
    String text = Files.readString(page);
    Files.writeString(page, with(text, report.markdown()));
  }

  /// The page with another table.
  static String with(String page, String table) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin)
      throw new IllegalStateException("docs/benchmarks.md has no place for the table: " + BEGIN);
    return page.substring(0, begin + BEGIN.length()) + "\n" + table + "\n" + page.substring(end);
  }
}
