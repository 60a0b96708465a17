package io.fumarole.scenario;

/// Lines in a scenario's head that are not the scenario's own: whoever reads it for a purpose of
/// theirs takes them.
public interface ForeignRows {
  /// A scenario that stands for itself has none.
  ForeignRows NONE = _ -> false;

  /// @return whether the line was taken
  /// @throws ScenarioException when it is one of theirs and wrong
  boolean take(Row row);
}
