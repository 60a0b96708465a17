package io.fumarole.lab.conform;

import java.util.Locale;
import java.util.Map;

/// A run as one page that needs nothing beside itself: what each case said, and the messages.
public final class ReportPage {
  private static final int COLUMNS = 32;
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 980px; margin: 2em auto; padding: 0 1em; color: #222 }
      table { border-collapse: collapse } td, th { padding: 2px 16px 2px 0; text-align: left; vertical-align: top }
      h2 { margin-top: 2em } section { border-top: 1px solid #ddd; padding: .4em 0 } section > p { margin: .2em 0 }
      .v { display: inline-block; min-width: 8.5em; font-weight: 600 } .pass { color: #1a6e2e } .fail { color: #b3160b }
      .inconclusive { color: #8a5a00 } .not-applicable { color: #666 } .spec { color: #666 } summary { cursor: pointer }
      pre { background: #f6f6f6; padding: .6em; overflow-x: auto; font-size: 12.5px; line-height: 1.35 }
      """;

  private final Report report;
  private final StringBuilder page = new StringBuilder();

  private ReportPage(Report report) {
    this.report = report;
  }

  public static String of(Report report) {
    return new ReportPage(report).page();
  }

  private String page() {
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.append("<title>Conformance of a %s</title>%n".formatted(text(report.peer())));
    page.append("<style>\n").append(STYLE).append("</style></head><body>\n");
    page.append(
        "<h1>Conformance of a %s</h1>%n<p>%s.</p>%n"
            .formatted(text(report.peer()), text(report.summary())));
    if (!report.end().isEmpty())
      page.append("<p class=\"fail\">The run ended early: %s.</p>%n".formatted(text(report.end())));
    about();
    String group = "";
    for (Result result : report.results()) {
      if (!result.group().equals(group))
        page.append("<h2>%s</h2>%n".formatted(text(result.group())));
      group = result.group();
      result(result);
    }
    return page.append("</body></html>\n").toString();
  }

  private void about() {
    page.append("<table>\n");
    for (Map.Entry<String, String> each : report.about().entrySet())
      page.append(
          "<tr><th>%s</th><td>%s</td></tr>%n"
              .formatted(text(each.getKey()), text(each.getValue())));
    page.append("</table>\n");
  }

  private void result(Result result) {
    String verdict = result.verdict().words();
    String name = result.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
    page.append(
        "<section id=\"%s\"><p><span class=\"v %s\">%s</span> %s <span class=\"spec\">%s%s · %s</span></p>%n"
            .formatted(
                text(result.id() + (result.coding().isEmpty() ? "" : "-" + result.coding())),
                name,
                text(verdict),
                text(result.title()),
                text(result.id()),
                result.coding().isEmpty() ? "" : " in " + text(result.coding()),
                text(String.join(", ", result.specs()))));
    if (!result.why().isEmpty()) {
      String line = result.line() == 0 ? "" : "Line " + result.line() + ": ";
      page.append("<p>%s%s</p>%n".formatted(line, text(result.why())));
    }
    if (!result.evidence().isEmpty()) evidence(result);
    page.append("</section>\n");
  }

  /// What did not pass is open; a page of what passed is quick to look through.
  private void evidence(Result result) {
    String open = result.verdict() == Verdict.FAIL ? " open" : "";
    page.append(
        "<details%s><summary>%d messages and requests</summary>%n"
            .formatted(open, result.evidence().size()));
    for (Evidence each : result.evidence()) {
      page.append(
          "<pre>%s: %s%n%s</pre>%n"
              .formatted(text(each.from()), text(each.head()), text(each.words())));
      if (each.octets().isEmpty()) continue;
      page.append(
          "<details><summary>%,d octets</summary><pre>%s</pre></details>%n"
              .formatted(each.length(), lines(each.octets())));
    }
    page.append("</details>\n");
  }

  private static String lines(String hex) {
    var lines = new StringBuilder();
    for (int at = 0; at < hex.length(); at += 2) {
      lines.append(hex, at, at + 2).append((at / 2 + 1) % COLUMNS == 0 ? '\n' : ' ');
    }
    return lines.toString();
  }

  /// A peer's words stand in the page: nothing in them is markup.
  static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
