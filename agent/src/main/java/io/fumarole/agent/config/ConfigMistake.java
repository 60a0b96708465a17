package io.fumarole.agent.config;

/// A setting that cannot be used; the message is one line that says what to write instead.
public final class ConfigMistake extends RuntimeException {
  public ConfigMistake(String line) {
    super(line);
  }
}
