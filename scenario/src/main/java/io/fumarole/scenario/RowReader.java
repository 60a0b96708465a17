package io.fumarole.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Cuts lines into words and attributes, and puts each below the line that it is indented under.
public final class RowReader {
  /// Deepest indentation: a command in a group in a message needs three.
  private static final int DEEPEST = 8;

  /// What a line starts with that is XML, to be sent as it stands.
  static final String XML = "<";

  private static final String XML_END = "</";

  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z][a-z-]*=.*", Pattern.DOTALL);

  private final String file;

  /// @param file the name for errors
  public RowReader(String file) {
    this.file = file;
  }

  /// The lines of a whole text; blank ones and comments are left out.
  public List<Row> rows(String text) {
    List<Step.Text> lines = new ArrayList<>();
    for (String line : text.lines().toList()) lines.add(new Step.Text(lines.size() + 1, line));
    return rows(lines.stream().filter(line -> !isSilent(line.text())).toList());
  }

  static boolean isSilent(String line) {
    String bare = line.strip();
    return bare.isEmpty() || bare.startsWith("#");
  }

  /// @param lines without blank ones and comments
  public List<Row> rows(List<Step.Text> lines) {
    var at = new int[] {0};
    List<Row> rows = level(lines, at, 0, 0);
    if (at[0] < lines.size())
      throw mistake(lines.get(at[0]).line(), "indented less than the first line of its step");
    return rows;
  }

  private List<Row> level(List<Step.Text> lines, int[] at, int indent, int depth) {
    if (depth > DEEPEST)
      throw mistake(lines.get(at[0]).line(), "indented deeper than " + DEEPEST + " levels");
    List<Row> rows = new ArrayList<>();
    int here = -1;
    while (at[0] < lines.size()) {
      Step.Text line = lines.get(at[0]);
      int width = indent(line.text());
      if (width < indent) break;
      if (here < 0) here = width;
      if (width < here) break;
      if (width > here)
        throw mistake(line.line(), "indented by " + width + " where its neighbours are by " + here);
      at[0]++;
      if (!rows.isEmpty() && line.text().strip().startsWith(XML_END)) {
        rows.add(closed(rows.removeLast(), line));
        continue;
      }
      List<Row> below = List.of();
      if (at[0] < lines.size() && indent(lines.get(at[0]).text()) > here)
        below = level(lines, at, here + 1, depth + 1);
      rows.add(row(line, below));
    }
    return rows;
  }

  private static int indent(String text) {
    return text.length() - text.stripLeading().length();
  }

  private Row row(Step.Text line, List<Row> below) {
    String text = line.text().strip();
    if (text.startsWith(XML)) return xml(line.line(), text, below);
    List<String> words = new ArrayList<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      if (text.charAt(at) == '#') break;
      var word = new StringBuilder();
      boolean startsQuoted = text.charAt(at) == '"';
      at = word(line.line(), text, at, word);
      if (!startsQuoted && ATTRIBUTE.matcher(word).matches()) {
        int equals = word.indexOf("=");
        String key = word.substring(0, equals);
        if (attributes.put(key, word.substring(equals + 1)) != null)
          throw mistake(line.line(), "'" + key + "' stands twice in one line");
      } else {
        words.add(word.toString());
      }
    }
    return new Row(line.line(), words, attributes, below);
  }

  /// The end of an element that was begun further up.
  private Row closed(Row xml, Step.Text line) {
    if (!xml.keyword().equals(XML)) throw mistake(line.line(), "this closes no XML element");
    String all = xml.get("xml").orElse("") + line.text().strip();
    return new Row(xml.line(), List.of(XML), Map.of("xml", all), List.of());
  }

  /// XML may be indented for reading; its lines are one again.
  private static Row xml(int line, String text, List<Row> below) {
    var all = new StringBuilder(text);
    for (Row row : below) all.append(row.get("xml").orElse(""));
    return new Row(line, List.of(XML), Map.of("xml", all.toString()), List.of());
  }

  /// Reads up to the next blank outside quotes and `${…}`.
  private int word(int line, String text, int from, StringBuilder word) {
    int at = from;
    boolean quoted = false;
    int braces = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && quoted) {
        if (++at == text.length()) break;
        word.append(unescaped(line, text.charAt(at)));
      } else if (c == '"' && braces == 0) {
        quoted = !quoted;
      } else if (!quoted && braces == 0 && Character.isWhitespace(c)) {
        return at;
      } else {
        if (c == '{') braces++;
        if (c == '}' && braces > 0) braces--;
        word.append(c);
      }
      at++;
    }
    if (quoted) throw mistake(line, "the quote is not closed");
    return at;
  }

  /// A backslash before `*`, `{` and `$` stays: it takes their meaning away later on.
  private String unescaped(int line, char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case '0' -> "\0";
      case '"' -> "\"";
      case '\\' -> "\\\\";
      case '*', '{', '$' -> "\\" + c;
      default ->
          throw mistake(line, "\\" + c + " is unknown: \\n \\t \\0 \\\" \\\\ \\* \\{ \\$ are");
    };
  }

  public ScenarioException mistake(int line, String words) {
    return new ScenarioException(file, line, words);
  }
}
