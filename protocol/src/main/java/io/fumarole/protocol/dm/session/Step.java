package io.fumarole.protocol.dm.session;

/// What a device does next in its session. Sending and receiving repeat until it is no [Send].
public sealed interface Step {
  /// Send this; hand the answer to [ClientSession#receive].
  record Send(Sending sending) implements Step {}

  /// The session is over, in an orderly way.
  record Ended(Ending ending) implements Step {}

  /// The session is over, and why; `detail` is for people and holds no secrets.
  record Failed(Reason reason, String detail) implements Step {}

  enum Ending {
    /// The server had nothing more.
    COMPLETE,
    /// The server had no commands, and never proved who it is: nothing it said counts.
    SERVER_NOT_AUTHENTICATED,
    ABORTED_BY_SERVER,
    ABORTED_BY_DEVICE
  }

  enum Reason {
    /// The server's octets are no message of this session.
    MALFORMED,
    /// The server speaks another version.
    VERSION,
    /// The server does not accept our credentials, or asks for some that we do not have.
    DEVICE_NOT_AUTHENTICATED,
    /// The server's credentials were wrong too often.
    SERVER_NOT_AUTHENTICATED,
    /// The server refuses the session with another status.
    REFUSED,
    /// Something to be said does not fit into the server's MaxMsgSize, or a size limit is broken.
    TOO_LARGE
  }
}
