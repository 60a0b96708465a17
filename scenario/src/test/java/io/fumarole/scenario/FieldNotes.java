package io.fumarole.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The field notes, cut into the behaviours that they name: at the end of a sentence, at
/// semicolons, commas and brackets, but not between backquotes.
final class FieldNotes {
  /// A line that names behaviours begins so; the others are headings and the preface.
  private static final String LINE = "- ";

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();

  /// Where sentences and clauses end.
  private final List<Integer> ends = new ArrayList<>();

  /// @param from where it stands in the notes
  /// @param to after its last character
  private record Piece(int from, int to, String words) {
    boolean isTouched(int start, int end) {
      return start < to && end > from;
    }
  }

  FieldNotes(String text) {
    this.text = text;
    int at = 0;
    for (String line : text.lines().toList()) {
      if (line.startsWith(LINE)) cut(at + LINE.length(), at + line.length());
      at += line.length() + 1;
    }
  }

  private void cut(int start, int end) {
    int from = start;
    boolean isCode = false;
    for (int i = start; i <= end; i++) {
      char c = i < end ? text.charAt(i) : '\n';
      if (c == '`') isCode = !isCode;
      boolean stands = i + 1 >= end || text.charAt(i + 1) == ' ';
      boolean isEnd = c == '\n' || (!isCode && stands && (c == '.' || c == ';'));
      boolean isCut = !isCode && (c == '(' || c == ')' || (c == ',' && stands));
      if (isEnd) ends.add(i);
      if (isEnd || isCut) {
        String words = text.substring(from, Math.min(i, end)).strip();
        if (!words.isEmpty()) pieces.add(new Piece(from, i, words));
        from = i + 1;
      }
    }
  }

  int size() {
    return pieces.size();
  }

  /// The behaviours that none of the quotations touches.
  List<String> untouched(List<String> quotations) {
    return pieces.stream()
        .filter(piece -> quotations.stream().noneMatch(quotation -> touches(quotation, piece)))
        .map(Piece::words)
        .toList();
  }

  private boolean touches(String quotation, Piece piece) {
    int start = text.indexOf(quotation);
    return start >= 0 && piece.isTouched(start, start + quotation.length());
  }

  /// Why `quotation` stands for no behaviour of the notes: it has to be found once, and not to go
  /// on beyond a sentence or a semicolon.
  Optional<String> problem(String quotation) {
    int start = text.indexOf(quotation);
    if (quotation.isBlank() || start < 0) return Optional.of("the notes do not say this");
    if (text.indexOf(quotation, start + 1) >= 0) return Optional.of("the notes say this twice");
    int last = start + quotation.length() - 1;
    if (pieces.stream().noneMatch(piece -> piece.isTouched(start, last + 1)))
      return Optional.of("this is a heading or the preface");
    return ends.stream().anyMatch(end -> start < end && end < last)
        ? Optional.of("this goes on beyond its sentence or clause")
        : Optional.empty();
  }
}
