package io.fumarole.protocol.explain;

import io.fumarole.protocol.syncml.Command;
import java.util.ArrayList;
import java.util.List;

/// A message in words, part by part.
///
/// @param header who says it to whom, and what goes for the whole message
/// @param commands in the order in which they stand, each Group before what it holds
/// @param end whether the package is complete, and who speaks next
public record Explained(List<Line> header, List<Part> commands, Line end) {
  public Explained {
    header = List.copyOf(header);
    commands = List.copyOf(commands);
  }

  /// One command.
  ///
  /// @param depth in how many Groups it stands
  /// @param lines its own; those of the commands in it are parts of their own
  public record Part(Command command, int depth, List<Line> lines) {
    public Part {
      lines = List.copyOf(lines);
    }

    public boolean needsAttention() {
      return lines.stream().anyMatch(Line::attention);
    }
  }

  /// All of it, one below the other.
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>(header);
    commands.forEach(part -> lines.addAll(part.lines()));
    lines.add(end);
    return List.copyOf(lines);
  }
}
