package io.fumarole.scenario.play;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import java.util.Optional;

/// How both sides prove themselves while the scenario speaks of other things. The player challenges
/// the peer until its credentials fit, sends its own until they are accepted, and says once more
/// what was refused for them.
///
/// @param peerScheme what is asked of the peer; [AuthScheme#NONE] lets everybody in
/// @param ownScheme what the player shows
/// @param asks whether the player challenges the peer. Otherwise the scenario does, and the player
///   only looks whether the peer has proved itself
public record Login(
    AuthScheme peerScheme,
    Optional<Account> peer,
    AuthScheme ownScheme,
    Optional<Account> own,
    boolean asks) {
  /// The variable that holds the key which nonces for the peer are made with.
  public static final String NONCES = "nonces";

  public Login {
    if (peerScheme != AuthScheme.NONE && peer.isEmpty())
      throw new IllegalArgumentException("the account of the peer is needed for " + peerScheme);
    if (ownScheme != AuthScheme.NONE && own.isEmpty())
      throw new IllegalArgumentException("the account of the player is needed for " + ownScheme);
  }

  public Login(
      AuthScheme peerScheme, Optional<Account> peer, AuthScheme ownScheme, Optional<Account> own) {
    this(peerScheme, peer, ownScheme, own, true);
  }

  /// The same where the scenario itself challenges the peer.
  public Login withoutAsking() {
    return new Login(peerScheme, peer, ownScheme, own, false);
  }
}
