package io.fumarole.protocol.explain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Draws who sent what to whom as text, at most [#WIDTH] columns wide, like the figures of the FUMO
/// architecture document.
public final class SequenceDiagram {
  public static final int WIDTH = 100;

  private static final int FIRST = 4;
  private static final int MIDDLE = 52;
  private static final int LAST = 91;

  /// Above an arrow; what does not fit is in the decoded messages.
  private static final int MOST_LABEL_LINES = 12;

  /// The signs to draw with.
  public enum Style {
    UNICODE('│', '─', '┼', '├', '┤', '►', '◄', '✗', '▪'),
    /// For terminals and mails without Unicode.
    ASCII('|', '-', '+', '|', '|', '>', '<', 'x', '*');

    private final char life;
    private final char shaft;
    private final char crossing;
    private final char leftEnd;
    private final char rightEnd;
    private final char toRight;
    private final char toLeft;
    private final char failed;
    private final char bullet;

    Style(
        char life,
        char shaft,
        char crossing,
        char leftEnd,
        char rightEnd,
        char toRight,
        char toLeft,
        char failed,
        char bullet) {
      this.life = life;
      this.shaft = shaft;
      this.crossing = crossing;
      this.leftEnd = leftEnd;
      this.rightEnd = rightEnd;
      this.toRight = toRight;
      this.toLeft = toLeft;
      this.failed = failed;
      this.bullet = bullet;
    }
  }

  private final Style style;
  private final Map<Participant, Integer> columns;
  private final StringBuilder out = new StringBuilder();

  private SequenceDiagram(Style style, Map<Participant, Integer> columns) {
    this.style = style;
    this.columns = columns;
  }

  public static String draw(List<Arrow> arrows, Style style) {
    var diagram = new SequenceDiagram(style, columns(arrows));
    diagram.titles();
    diagram.row(diagram.lifeLines());
    for (Arrow arrow : arrows) diagram.arrow(arrow);
    return diagram.out.toString();
  }

  /// The download server only appears when something happens there.
  private static Map<Participant, Integer> columns(List<Arrow> arrows) {
    boolean downloads =
        arrows.stream()
            .anyMatch(
                arrow ->
                    arrow.from() == Participant.DOWNLOAD_SERVER
                        || arrow.to() == Participant.DOWNLOAD_SERVER);
    Map<Participant, Integer> columns = new EnumMap<>(Participant.class);
    columns.put(Participant.DEVICE, FIRST);
    columns.put(Participant.DM_SERVER, downloads ? MIDDLE : LAST);
    if (downloads) columns.put(Participant.DOWNLOAD_SERVER, LAST);
    return columns;
  }

  private int column(Participant participant) {
    return columns.getOrDefault(participant, LAST);
  }

  private void titles() {
    char[] row = blank();
    columns.forEach(
        (participant, column) ->
            write(row, column - participant.title().length() / 2, participant.title()));
    row(row);
  }

  private void arrow(Arrow arrow) {
    int left = Math.min(column(arrow.from()), column(arrow.to()));
    int right =
        arrow.isBeside() ? edgeBeside(left) : Math.max(column(arrow.from()), column(arrow.to()));
    int start = arrow.isBeside() && right < left ? right + 2 : left + 2;
    int end = Math.max(left, right) - 1;
    List<String> label = Wrapping.wrap(label(arrow), end - start, MOST_LABEL_LINES);
    for (String line : label) {
      char[] row = lifeLines();
      clear(row, start, end);
      write(row, start, line);
      row(row);
    }
    if (!arrow.isBeside()) row(shaft(left, right, column(arrow.from()) == left, arrow.failed()));
    row(lifeLines());
  }

  /// A note stands between its life line and the next, the last one's before it.
  private int edgeBeside(int column) {
    return columns.values().stream()
        .filter(other -> other > column)
        .mapToInt(Integer::intValue)
        .min()
        .orElseGet(
            () ->
                columns.values().stream()
                    .filter(other -> other < column)
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(0));
  }

  private List<String> label(Arrow arrow) {
    List<String> lines = new ArrayList<>();
    String mark = arrow.failed() ? style.failed + " " : arrow.isBeside() ? style.bullet + " " : "";
    for (String line : arrow.label()) lines.add((lines.isEmpty() ? mark : "") + plain(line));
    return lines;
  }

  private String plain(String text) {
    String shown = Shown.name(text);
    if (style == Style.UNICODE) return shown;
    return shown.replace("…", "...").replace("→", "->").replaceAll("[^ -~]", "?");
  }

  private char[] shaft(int left, int right, boolean toRight, boolean failed) {
    char[] row = lifeLines();
    for (int i = left + 1; i < right; i++)
      row[i] = row[i] == style.life ? style.crossing : style.shaft;
    row[left] = toRight ? style.leftEnd : style.life;
    row[right] = toRight ? style.life : style.rightEnd;
    if (toRight) row[right - 1] = style.toRight;
    else row[left + 1] = style.toLeft;
    if (failed) write(row, (left + right) / 2 - 1, " " + style.failed + " ");
    return row;
  }

  private char[] lifeLines() {
    char[] row = blank();
    columns.values().forEach(column -> row[column] = style.life);
    return row;
  }

  private static char[] blank() {
    return " ".repeat(WIDTH).toCharArray();
  }

  private static void clear(char[] row, int from, int to) {
    for (int i = from; i < to; i++) row[i] = ' ';
  }

  private static void write(char[] row, int at, String text) {
    text.getChars(0, Math.min(text.length(), row.length - at), row, at);
  }

  private void row(char[] row) {
    out.append(new String(row).stripTrailing()).append('\n');
  }
}
