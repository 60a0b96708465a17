package io.fumarole.lab.conform;

import java.util.Locale;

/// A run in the XML that build servers read: what failed is a failure there, what was not
/// applicable or inconclusive is skipped, with the reason.
public final class JUnitReport {
  private static final double MILLIS = 1_000;

  private JUnitReport() {}

  public static String of(Report report) {
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    var counts = report.counts();
    long skipped =
        counts.getOrDefault(Verdict.NOT_APPLICABLE, 0L)
            + counts.getOrDefault(Verdict.INCONCLUSIVE, 0L);
    boolean endedEarly = !report.end().isEmpty();
    xml.append(
        "<testsuite name=\"conformance of a %s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">%n"
            .formatted(
                report.peer(),
                report.results().size() + (endedEarly ? 1 : 0),
                counts.getOrDefault(Verdict.FAIL, 0L),
                endedEarly ? 1 : 0,
                skipped));
    report.results().forEach(result -> result(xml, result));
    if (endedEarly)
      xml.append(
          "  <testcase classname=\"conformance\" name=\"the run to its end\"><error message=\"%s\"/></testcase>%n"
              .formatted(text(report.end())));
    return xml.append("</testsuite>\n").toString();
  }

  private static void result(StringBuilder xml, Result result) {
    String coding = result.coding().isEmpty() ? "" : " in " + result.coding();
    xml.append(
        String.format(
            Locale.ROOT,
            "  <testcase classname=\"%s\" name=\"%s%s: %s\" time=\"%.3f\"",
            text(result.group()),
            text(result.id()),
            coding,
            text(result.title()),
            result.millis() / MILLIS));
    switch (result.verdict()) {
      case PASS -> xml.append("/>\n");
      case FAIL -> {
        xml.append("><failure message=\"%s\">".formatted(text(result.why())));
        for (Evidence each : result.evidence())
          xml.append(text(each.from() + ": " + each.head() + "\n" + each.words())).append('\n');
        xml.append("</failure></testcase>\n");
      }
      case NOT_APPLICABLE, INCONCLUSIVE ->
          xml.append(
              "><skipped message=\"%s: %s\"/></testcase>%n"
                  .formatted(result.verdict().words(), text(result.why())));
    }
  }

  /// Besides markup, XML 1.0 has no place for most control characters.
  private static String text(String plain) {
    var clean = new StringBuilder();
    plain
        .codePoints()
        .map(c -> c >= ' ' || c == '\n' || c == '\t' ? c : '?')
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .forEach(clean::appendCodePoint);
    return ReportPage.text(clean.toString());
  }
}
