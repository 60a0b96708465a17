package io.fumarole.app.cli;

/// A mistake of the person at the terminal; the message is one line that says what to do instead.
public class CliMistake extends RuntimeException {
  public CliMistake(String message) {
    super(message);
  }
}
