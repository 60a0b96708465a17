package io.fumarole.protocol.explain;

import java.util.ArrayList;
import java.util.List;

/// Breaks lines at blanks.
final class Wrapping {
  private static final String CONTINUED = "  ";

  private Wrapping() {}

  /// Lines of at most `width` characters, at most `most` of them; what goes on is indented.
  static List<String> wrap(List<String> lines, int width, int most) {
    List<String> wrapped = new ArrayList<>();
    for (String line : lines) wrap(line, width, wrapped);
    if (wrapped.size() <= most) return wrapped;
    List<String> cut = new ArrayList<>(wrapped.subList(0, most - 1));
    cut.add(CONTINUED + "...");
    return cut;
  }

  private static void wrap(String line, int width, List<String> wrapped) {
    String rest = line;
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      // A word longer than the line, such as an address, is broken where the line ends.
      int at = blank > CONTINUED.length() ? blank : width;
      wrapped.add(rest.substring(0, at));
      rest = CONTINUED + rest.substring(at).stripLeading();
    }
    wrapped.add(rest);
  }
}
