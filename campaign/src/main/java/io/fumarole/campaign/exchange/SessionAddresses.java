package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.RespUriUse;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.session.Peer;
import io.fumarole.protocol.dm.session.Received;
import java.util.Optional;

/// The address of its own that a session gets (RespURI): the server's, and a token that is nowhere
/// else. Under HMAC every message shows itself, and where anybody is served there is nothing to
/// guard: those sessions need none.
final class SessionAddresses {
  private final Circumstances circumstances;

  SessionAddresses(Circumstances circumstances) {
    this.circumstances = circumstances;
  }

  Optional<Peer.RespUri> of(String sessionKey, Peer peer, ModelProfile profile) {
    AuthScheme scheme = peer.client().scheme();
    boolean showsItselfOnce = scheme == AuthScheme.MD5 || scheme == AuthScheme.BASIC;
    if (!showsItselfOnce || profile.respUri() == RespUriUse.OFF) return Optional.empty();
    boolean isHonoured = profile.respUri() == RespUriUse.HONOURED;
    return circumstances
        .tokens()
        .of(sessionKey)
        .map(token -> new Peer.RespUri(uri(token), token, isHonoured, true));
  }

  private String uri(String token) {
    String server = circumstances.settings().serverUri();
    return server + (server.contains("?") ? "&" : "?") + Exchanger.TOKEN_PARAMETER + "=" + token;
  }

  /// Whether the sender of a repeated message may hear the answer again.
  boolean mayHear(StoredSession stored, Received received) {
    if (!stored.state().trust().isTied()) return true;
    Optional<String> token = circumstances.tokens().of(stored.key());
    return token.isEmpty()
        || received.token().filter(it -> Credentials.sameText(token.get(), it)).isPresent();
  }
}
