package io.fumarole.agent.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// The server is there, and asks to come again later: it has taken nothing of the message.
public final class SentAwayException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> after;

  /// @param after the wait that the server asks for, if it says so
  public SentAwayException(String message, Optional<Duration> after) {
    super(message);
    this.after = after;
  }

  public Optional<Duration> after() {
    return after;
  }
}
