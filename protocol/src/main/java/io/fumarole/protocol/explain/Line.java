package io.fumarole.protocol.explain;

import java.util.Optional;

/// One line about a message. Text from the peer is in it without control characters, so that it is
/// safe to print.
///
/// @param indent how deep the line stands below the first, from 0
/// @param note what the text means or what to do about it
/// @param attention whether something was refused, failed, or does not fit together
public record Line(int indent, String text, Optional<String> note, boolean attention) {
  private static final int WIDTH = 100;

  static Line plain(int indent, String text) {
    return new Line(indent, text, Optional.empty(), false);
  }

  static Line noted(int indent, String text, String note) {
    return new Line(indent, text, Optional.of(note), false);
  }

  static Line alarming(int indent, String text, String note) {
    return new Line(indent, text, Optional.of(note), true);
  }

  /// The same without alarm, where it is known that there is no cause.
  public Line calm() {
    return new Line(indent, text, note, false);
  }

  /// The line as a terminal shows it, `!` before what asks for attention. A note that would make it
  /// wider than a screen stands below.
  @Override
  public String toString() {
    String line = (attention ? "! " : "  ") + "  ".repeat(indent) + text;
    if (note.isEmpty()) return line;
    String appended = line + "  — " + note.get();
    return appended.length() <= WIDTH
        ? appended
        : line + "\n" + "  ".repeat(indent + 3) + "— " + note.get();
  }
}
