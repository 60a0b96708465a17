package io.fumarole.scenario.play;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Step;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Octets as a person writes them: `02 A4 01` in hexadecimal, `"text"` as UTF-8, and `( … )` for a
/// length as WBXML writes it, followed by what stands inside. `#` begins a comment.
final class RawOctets {
  private static final int DEEPEST = 16;

  private RawOctets() {}

  static Octets read(Conversation at, List<Step.Text> lines) {
    Deque<ByteArrayOutputStream> open = new ArrayDeque<>();
    open.push(new ByteArrayOutputStream());
    for (Step.Text line : lines) read(at, line, open);
    if (open.size() > 1) throw at.mistake(lines.getLast().line(), "a parenthesis is not closed");
    return Octets.wrap(open.pop().toByteArray());
  }

  private static void read(Conversation at, Step.Text line, Deque<ByteArrayOutputStream> open) {
    String text = line.text();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '#') return;
      if (Character.isWhitespace(c)) {
        i++;
      } else if (c == '(') {
        if (open.size() > DEEPEST) throw at.mistake(line.line(), "parentheses too deep");
        open.push(new ByteArrayOutputStream());
        i++;
      } else if (c == ')') {
        if (open.size() == 1) throw at.mistake(line.line(), "a parenthesis closes none");
        byte[] inside = open.pop().toByteArray();
        length(open.element(), inside.length);
        open.element().writeBytes(inside);
        i++;
      } else if (c == '"') {
        int end = text.indexOf('"', i + 1);
        if (end < 0) throw at.mistake(line.line(), "the quote is not closed");
        String inside = at.variables.fill(line.line(), text.substring(i + 1, end));
        open.element().writeBytes(Octets.utf8(inside).toByteArray());
        i = end + 1;
      } else {
        if (i + 1 >= text.length() || !text.substring(i, i + 2).matches("[0-9A-Fa-f]{2}"))
          throw at.mistake(line.line(), "two hexadecimal digits, text in quotes, or parentheses");
        open.element().write(Integer.parseInt(text.substring(i, i + 2), 16));
        i += 2;
      }
    }
  }

  /// Spec: WBXML 5.1.
  private static void length(ByteArrayOutputStream out, int value) {
    for (int shift = 28; shift > 0; shift -= 7) {
      if (value >>> shift != 0) out.write((value >>> shift & 0x7F) | 0x80);
    }
    out.write(value & 0x7F);
  }
}
