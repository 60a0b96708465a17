package io.fumarole.server.webhook;

import java.time.Duration;
import java.util.Optional;

/// What came of a call.
sealed interface Answer {
  /// @param excerpt of the body, for people; empty where all is well
  /// @param notBefore the other side wants no other call before
  record Answered(int status, String excerpt, Optional<Duration> notBefore) implements Answer {
    private static final int GONE = 410;

    boolean isTaken() {
      return status / 100 == 2;
    }

    boolean isGone() {
      return status == GONE;
    }

    String words() {
      if (status / 100 == 3)
        return "it answered " + status + ": redirects are not followed, give the address itself";
      return "it answered " + status + (excerpt.isEmpty() ? "" : ": " + excerpt);
    }
  }

  record Unanswered(String words) implements Answer {}
}
