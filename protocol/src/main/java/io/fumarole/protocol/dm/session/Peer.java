package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;

/// What the server knows of a device when a message arrives, and what it wants of the session.
///
/// @param client what the device must show; [Expected#anyone] takes whatever it shows
/// @param serverScheme how we show ourselves; NONE sends no `Cred` at all
/// @param serverNonce decoded octets of the last `NextNonce` the device gave
/// @param nonceCounter counter of the nonce handed to the device for its next session
/// @param respUri where the device is to send what follows, if not to the same address; only a
///   device that has shown itself is told
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
    Optional<RespUri> respUri,
    long maxMsgSize,
    long maxObjSize,
    long replyLimit,
    boolean binaryAsBase64) {

  /// An address of one session alone. After 212 a device shows no more credentials: what follows is
  /// its own because nobody else knows this address. Spec: syncml-dm 3.1.
  ///
  /// @param uri with the token in it
  /// @param token cannot be guessed
  /// @param isHonoured whether the model is known to send to it, so that nothing else is taken
  /// @param isTold whether the next message names it: only to a message that showed whose it is
  public record RespUri(String uri, String token, boolean isHonoured, boolean isTold) {
    boolean isShownBy(Received received) {
      return received.token().filter(shown -> Credentials.sameText(token, shown)).isPresent();
    }

    /// As it goes into the answer to `received`, in the session as it stood before.
    private RespUri toldTo(Received received, Optional<SessionState> before) {
      boolean wasKnown = before.filter(state -> state.trust().clientKnown()).isPresent();
      return new RespUri(uri, token, isHonoured, !wasKnown || isShownBy(received));
    }

    @Override
    public String toString() {
      return "RespUri[isHonoured=" + isHonoured + "]";
    }
  }

  /// For the answer to `received`, which was accepted.
  public Peer answering(Received received, Optional<SessionState> before) {
    return withRespUri(respUri.map(own -> own.toldTo(received, before)));
  }

  public Peer withRespUri(Optional<RespUri> own) {
    return with(client, serverAccount, own);
  }

  public Peer withExpected(Expected other) {
    return with(other, serverAccount, respUri);
  }

  public Peer withServerAccount(Optional<Account> other) {
    return with(client, other, respUri);
  }

  /// For answers to whoever has not shown that he is the device: BASIC is the secret itself, while
  /// MD5 and HMAC are digests for a nonce that only the device knows.
  public Peer unproved() {
    return serverScheme == AuthScheme.BASIC ? withServerAccount(Optional.empty()) : this;
  }

  private Peer with(Expected expected, Optional<Account> shown, Optional<RespUri> own) {
    return new Peer(
        serverUri,
        serverId,
        expected,
        serverScheme,
        shown,
        serverNonce,
        nonceCounter,
        own,
        maxMsgSize,
        maxObjSize,
        replyLimit,
        binaryAsBase64);
  }

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
