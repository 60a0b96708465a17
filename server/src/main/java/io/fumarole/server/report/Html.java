package io.fumarole.server.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A page that needs nothing but itself: no script, no address, its style inside. Whatever comes
/// from a device or an operator goes through [#escaped].
final class Html {
  private final Writer out;

  Html(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  void begin(String title) throws IOException {
    out.write(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%1$s</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 14px/1.45 system-ui, sans-serif; margin: 2em; }
        table { border-collapse: collapse; margin: 1em 0 2em; }
        th, td { border: 1px solid #8886; padding: .3em .6em; text-align: left; vertical-align: top;
          overflow-wrap: anywhere; unicode-bidi: isolate; }
        th { background: #8882; white-space: nowrap; }
        p.note { border-left: 4px solid #c80; padding-left: .8em; }
        @media screen and (max-width: 700px) {
          body { margin: 1em; overflow-wrap: anywhere; }
          table { display: block; overflow-x: auto; }
          th { white-space: normal; overflow-wrap: normal; }
          thead + tbody td { min-width: 8em; }
        }
        @media print { body { margin: 0; font-size: 9px; } tr { break-inside: avoid; } }
        </style>
        </head>
        <body>
        <h1>%1$s</h1>
        """
            .formatted(escaped(title)));
  }

  void heading(String text) throws IOException {
    element("h2", text);
  }

  void paragraph(String text) throws IOException {
    element("p", text);
  }

  /// A paragraph that nobody should overlook.
  void note(String text) throws IOException {
    out.write("<p class=\"note\">" + escaped(text) + "</p>\n");
  }

  private void element(String name, String text) throws IOException {
    out.write("<" + name + ">" + escaped(text) + "</" + name + ">\n");
  }

  /// Names and values, one below the other.
  void facts(List<Fact> facts) throws IOException {
    out.write("<table>\n");
    for (Fact fact : facts)
      out.write(
          "<tr><th>" + escaped(fact.name()) + "</th><td>" + escaped(fact.value()) + "</td></tr>\n");
    out.write("</table>\n");
  }

  record Fact(String name, String value) {}

  void beginTable(List<String> columns) throws IOException {
    out.write("<table>\n<thead><tr>");
    for (String column : columns) out.write("<th>" + escaped(column) + "</th>");
    out.write("</tr></thead>\n<tbody>\n");
  }

  /// Lines of a cell stand one below the other.
  void row(List<List<String>> cells) throws IOException {
    out.write("<tr>");
    for (List<String> lines : cells)
      out.write("<td>" + String.join("<br>", lines.stream().map(Html::escaped).toList()) + "</td>");
    out.write("</tr>\n");
  }

  void endTable() throws IOException {
    out.write("</tbody>\n</table>\n");
  }

  void end() throws IOException {
    out.write("</body>\n</html>\n");
    out.flush();
  }

  /// Control characters, which HTML does not take even escaped, are shown as what cannot be shown.
  static String escaped(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(Character.isISOControl(c) && c != '\n' ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }
}
