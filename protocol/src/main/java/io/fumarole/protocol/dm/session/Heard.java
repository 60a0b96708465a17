package io.fumarole.protocol.dm.session;

import java.util.List;

/// What a message meant. Give the state and a [Plan] to [ServerSession#reply] for the answer.
public sealed interface Heard {
  SessionState state();

  /// The device is who it says, or need not show it.
  ///
  /// @param facts in the order of the message
  /// @param isTurn whether the device's package is complete and nothing of ours is left to be said:
  ///   new tasks may follow
  /// @param isChunk whether this only acknowledged a chunk, which needs no write
  record Accepted(SessionState state, List<Fact> facts, boolean isTurn, boolean isChunk)
      implements Heard {
    public Accepted {
      facts = List.copyOf(facts);
    }
  }

  /// Credentials are missing or wrong; the answer carries a challenge and no command, and nothing
  /// needs to be stored.
  ///
  /// @param isGuess whether the device knew the nonce, so that its secret must be wrong
  record Challenged(SessionState state, boolean isGuess, String words) implements Heard {}

  /// The message cannot be served at all; the answer says so and ends the session.
  ///
  /// @param isGuess as for [Challenged]: the last challenge was met by a wrong secret too
  record Refused(SessionState state, boolean isGuess, String words) implements Heard {
    public Refused(SessionState state, String words) {
      this(state, false, words);
    }
  }
}
