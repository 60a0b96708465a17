package io.fumarole.scenario;

/// A scenario that cannot be read or played as it is written: the file, the line, and what would be
/// right.
public final class ScenarioException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ScenarioException(String file, int line, String words) {
    super(file + ", line " + line + ": " + words);
  }
}
