package io.fumarole.benchmarks.table;

import java.util.Optional;

/// The table as a page that stands alone.
public final class Page {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Fumarole: benchmarks</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; padding: .3rem .6rem; vertical-align: top; border-bottom: 1px solid #8884; }
      td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
      td.work { font-weight: 600; }
      td.met { color: light-dark(#1b6e3c, #7bd69b); }
      td.missed { color: light-dark(#9c2b1c, #ff9d8a); font-weight: 600; }
      </style>
      </head>
      <body>
      <h1>Benchmarks</h1>
      """;

  private Page() {}

  /// @param before what is compared with
  public static String of(Report report, Optional<Baseline> before) {
    var page = new StringBuilder(HEAD);
    paragraph(
        page,
        "Measured on %s at revision %s with `%s`: %s."
            .formatted(
                report.day(),
                report.machine().revision(),
                report.command(),
                report.machine().words()));
    before.ifPresent(it -> paragraph(page, "Before: " + it.words() + "."));
    page.append("<div class=\"scroll\"><table>\n<tr><th>Work</th><th>Figure</th><th>Median</th>");
    page.append("<th>Least – most</th><th>Aim</th><th></th>");
    before.ifPresent(_ -> page.append("<th>Before</th>"));
    page.append("</tr>\n");
    for (Report.Cells cells : report.cells(before)) row(page, cells, before.isPresent());
    page.append("</table></div>\n");
    for (String remark : report.remarks()) paragraph(page, remark);
    return page.append("</body>\n</html>\n").toString();
  }

  private static void row(StringBuilder page, Report.Cells cells, boolean isCompared) {
    page.append("<tr>");
    cell(page, "work", cells.work());
    cell(page, "", cells.figure());
    cell(page, "number", cells.median());
    cell(page, "number", cells.range());
    cell(page, "", cells.aim());
    cell(page, cells.verdict(), cells.verdict());
    if (isCompared) cell(page, "", cells.before().orElse("not measured"));
    page.append("</tr>\n");
  }

  private static void cell(StringBuilder page, String style, String text) {
    page.append(style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">");
    page.append(plain(text)).append("</td>");
  }

  private static void paragraph(StringBuilder page, String text) {
    page.append("<p>").append(plain(text)).append("</p>\n");
  }

  private static String plain(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
