package io.fumarole.agent.session;

import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.fumo.AlertType;

/// Why the agent should do something now.
public sealed interface Start {
  /// What leads to a session.
  sealed interface OfSession extends Start {}

  /// Time for a session of the device's own.
  record Poll() implements OfSession {}

  /// User or device ask the server for an update.
  record Request(AlertType type) implements OfSession {
    public Request {
      if (!type.isRequest()) throw new IllegalArgumentException(type + " is a report, no request");
    }
  }

  /// A notification came; nobody has checked it yet.
  record Notified(Package0 package0) implements OfSession {}

  /// A bootstrap message came; nobody has checked it yet.
  record Bootstrap(WspPush push) implements Start {}

  /// The device starts an update by itself.
  record Update() implements Start {}

  /// The agent shall end.
  record Stop() implements Start {}
}
