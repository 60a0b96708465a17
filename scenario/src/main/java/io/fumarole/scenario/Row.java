package io.fumarole.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One line of a scenario, with the lines indented below it.
///
/// @param line its number in the file, from 1
/// @param words what stands free, in order; the first is the keyword
/// @param attributes what stands as `key=value`
/// @param below the lines that are indented under it
public record Row(int line, List<String> words, Map<String, String> attributes, List<Row> below) {
  public Row {
    words = List.copyOf(words);
    attributes = Map.copyOf(attributes);
    below = List.copyOf(below);
  }

  /// The first word, empty in a line of attributes alone.
  public String keyword() {
    return words.isEmpty() ? "" : words.getFirst();
  }

  /// The words after the keyword.
  public List<String> arguments() {
    return words.isEmpty() ? List.of() : words.subList(1, words.size());
  }

  public Optional<String> get(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /// The same line without its first word.
  public Row shifted() {
    return new Row(line, arguments(), attributes, below);
  }
}
