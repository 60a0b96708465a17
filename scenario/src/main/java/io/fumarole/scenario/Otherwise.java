package io.fumarole.scenario;

import java.util.Locale;
import java.util.Optional;

/// What it means when an expectation is not met.
///
/// @param words why, for people; empty when the expectation itself says enough
public record Otherwise(Meaning meaning, String words) {
  /// What most expectations mean: the peer did wrong.
  public static final Otherwise FAIL = new Otherwise(Meaning.FAIL, "");

  public enum Meaning {
    FAIL,
    /// The peer never came to the point that the scenario is about.
    INCONCLUSIVE,
    /// The peer lacks something that it may lack.
    NOT_APPLICABLE;

    static Optional<Meaning> named(String label) {
      for (Meaning meaning : values()) {
        if (meaning.label().equals(label)) return Optional.of(meaning);
      }
      return Optional.empty();
    }

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
