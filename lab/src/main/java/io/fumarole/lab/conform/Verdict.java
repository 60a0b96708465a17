package io.fumarole.lab.conform;

import io.fumarole.scenario.Otherwise;
import java.util.Locale;

/// What a case says of the peer.
public enum Verdict {
  PASS,
  FAIL,
  /// The peer lacks something that it may lack.
  NOT_APPLICABLE,
  /// Nothing was learnt: what the case is about was never reached.
  INCONCLUSIVE;

  static Verdict of(Otherwise.Meaning meaning) {
    return switch (meaning) {
      case FAIL -> FAIL;
      case INCONCLUSIVE -> INCONCLUSIVE;
      case NOT_APPLICABLE -> NOT_APPLICABLE;
    };
  }

  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
