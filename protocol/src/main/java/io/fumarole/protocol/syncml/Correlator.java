package io.fumarole.protocol.syncml;

/// Ties the generic alert at the end of an operation to the `Exec` that started it. Spec: FUMO 6.
public record Correlator(String text) {
  @Override
  public String toString() {
    return text;
  }
}
