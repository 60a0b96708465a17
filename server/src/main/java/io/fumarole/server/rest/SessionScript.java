package io.fumarole.server.rest;

import io.fumarole.campaign.exchange.TraceStore;
import java.util.List;

/// Writes a session down so that it can be played again. Who starts the server brings it along: the
/// server itself plays nothing.
public interface SessionScript {
  /// The side that is played.
  enum Side {
    CLIENT,
    SERVER
  }

  /// @param messages of the session as the trace has them, at least one
  String write(String title, List<TraceStore.Entry> messages, Side side);
}
