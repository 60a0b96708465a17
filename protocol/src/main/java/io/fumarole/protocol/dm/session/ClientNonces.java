package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.Octets;

/// What a device keeps between sessions with one server, as decoded octets.
///
/// @param client goes into our next credentials
/// @param server must be in the server's next credentials
public record ClientNonces(Octets client, Octets server) {
  /// Before the first session, when the account names no nonce.
  public static final ClientNonces NONE = new ClientNonces(Octets.EMPTY, Octets.EMPTY);

  /// Makes nonces for the server: unpredictable, 128 bits, and printable octets, since one deployed
  /// HMAC peer survives no others.
  @FunctionalInterface
  public interface Source {
    Octets next();
  }
}
