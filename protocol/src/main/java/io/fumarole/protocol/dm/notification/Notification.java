package io.fumarole.protocol.dm.notification;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.Locale;

/// What a notification says, before it is signed: open a session with me. Spec: NOTI 6,
/// notification 1.
///
/// @param sessionId 16 bits; ours is never 0, a peer's may be
/// @param serverId `ServerID` of the DM account
/// @param vendor a vendor's own octets, usually none
public record Notification(
    UiMode uiMode, Initiator initiator, int sessionId, String serverId, Octets vendor) {
  /// Ten times the version that DM 1.2 carries here: 1.1.
  public static final int VERSION = 11;

  private static final int MOST_IDENTIFIER_OCTETS = 255;

  public Notification {
    if (sessionId < 0 || sessionId > 0xFFFF)
      throw new IllegalArgumentException("a session id has 16 bits: " + sessionId);
    int length = Octets.utf8(serverId).length();
    if (length == 0 || length > MOST_IDENTIFIER_OCTETS)
      throw new IllegalArgumentException(
          "a server identifier has 1 to 255 octets in UTF-8, this one " + length);
  }

  /// A notification of our own.
  ///
  /// @param sessionId 1 to 65535
  public static Notification of(
      UiMode uiMode, Initiator initiator, int sessionId, String serverId) {
    if (sessionId == 0)
      throw new IllegalArgumentException("session id 0 means none: take 1 to 65535");
    return new Notification(uiMode, initiator, sessionId, serverId, Octets.EMPTY);
  }

  /// The session id as package 1 must repeat it: upper-case hexadecimal, no leading zeros.
  public String sessionIdText() {
    return Integer.toHexString(sessionId).toUpperCase(Locale.ROOT);
  }

  /// Everything after the digest, which covers it.
  public Octets trigger() {
    return Explained.octetsOf(explainTrigger());
  }

  /// Signs with the server's credentials, those the device keeps as SRVCRED.
  ///
  /// @param server its name should equal the server identifier: clients hash one or the other
  /// @param nonce decoded octets; or [Package0#DEFAULT_NONCE] when ours was lost
  public Package0 sign(Account server, Octets nonce) {
    Octets trigger = trigger();
    return new Package0(server.notificationDigest(nonce, trigger), trigger, this);
  }

  private List<Explained> explainTrigger() {
    Octets identifier = Octets.utf8(serverId);
    int flags = (VERSION & 3) << 6 | uiMode.code() << 4 | initiator.code() << 3;
    return explainTrigger(VERSION >> 2, flags, 0, 0, 0, identifier);
  }

  /// The fields of a trigger whose first five octets are given.
  List<Explained> explainTrigger(
      int first, int flags, int third, int fourth, int fifth, Octets identifier) {
    String header =
        "version %d (1.1); ui-mode %d: %s; initiator %d: the %s"
            .formatted(
                VERSION,
                uiMode.code(),
                uiMode.meaning(),
                initiator.code(),
                initiator == Initiator.SERVER ? "server" : "client");
    return new Fields()
        .add(header, first, flags)
        .add("for future use", third, fourth, fifth)
        .add("session id, SessionID " + sessionIdText(), sessionId >> 8, sessionId)
        .add("length of the server identifier: " + identifier.length(), identifier.length())
        .add(identifier, "server identifier " + serverId)
        .add(vendor, "vendor specific")
        .list();
  }
}
