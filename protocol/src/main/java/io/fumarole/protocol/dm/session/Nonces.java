package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.Octets;

/// Where the server's nonces come from: keyed functions, so that a nonce costs no write before the
/// device has shown who it is. The octets are printable, because some clients survive only those.
public interface Nonces {
  /// How many nonces ahead of the last durable one are accepted: those handed out before a crash,
  /// or by another node that has not stored yet what it has handed out.
  int WINDOW = 8;

  /// The nonce for the device's credential at the start of a session.
  Octets forSession(String deviceId, long counter);

  /// The nonce of a challenge sent in answer to message `msgId` of session `sessionId`.
  Octets forChallenge(String deviceId, long counter, String sessionId, long msgId);
}
