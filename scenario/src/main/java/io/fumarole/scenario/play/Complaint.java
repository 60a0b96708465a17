package io.fumarole.scenario.play;

/// An expectation that was not met.
///
/// @param line where it stands in the scenario
/// @param words what was expected, and what was there instead
record Complaint(int line, String words) {}
