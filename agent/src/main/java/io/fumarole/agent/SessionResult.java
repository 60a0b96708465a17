package io.fumarole.agent;

import io.fumarole.protocol.dm.session.Step;
import java.time.Duration;
import java.util.Optional;

/// What came of a session.
public sealed interface SessionResult {
  /// It ran to an orderly end.
  ///
  /// @param messages that the device sent
  /// @param acknowledged reports that the server took
  record Completed(String sessionId, Step.Ending ending, int messages, int acknowledged)
      implements SessionResult {}

  /// The network, the server or the disk failed; what the server was told lasts all the same.
  record Failed(String sessionId, int messages, String why) implements SessionResult {}

  /// The server asked to come again later.
  ///
  /// @param after the wait that it asked for, if it said so
  record SentAway(String sessionId, int messages, Optional<Duration> after, String why)
      implements SessionResult {}

  /// There was no reason for one.
  record NotStarted(String why) implements SessionResult {}
}
