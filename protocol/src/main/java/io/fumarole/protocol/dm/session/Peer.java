package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;

/// What the server knows of a device when a message arrives, and what it wants of the session.
///
/// @param client what the device must show; [Expected#anyone] takes whatever it shows
/// @param serverScheme how we show ourselves; NONE sends no `Cred` at all
/// @param serverNonce decoded octets of the last `NextNonce` the device gave
/// @param nonceCounter counter of the nonce handed to the device for its next session
/// @param respUri where the device is to send what follows, if not to the same address
/// @param maxMsgSize what we accept, in octets
/// @param maxObjSize what we accept, in octets
/// @param replyLimit largest message that the model takes whatever it says, in octets
/// @param binaryAsBase64 whether content goes out as `b64` in WBXML too
public record Peer(
    String serverUri,
    String serverId,
    Expected client,
    AuthScheme serverScheme,
    Optional<Account> serverAccount,
    Octets serverNonce,
    long nonceCounter,
    Optional<String> respUri,
    long maxMsgSize,
    long maxObjSize,
    long replyLimit,
    boolean binaryAsBase64) {

  /// What the device must show.
  ///
  /// @param scheme what we ask for in a challenge
  /// @param account empty when we know no secret
  /// @param anyone whether credentials that we cannot check are taken
  public record Expected(AuthScheme scheme, Optional<Account> account, boolean anyone) {
    public static final Expected NOTHING = new Expected(AuthScheme.NONE, Optional.empty(), false);
    public static final Expected ANYTHING = new Expected(AuthScheme.NONE, Optional.empty(), true);
  }
}
