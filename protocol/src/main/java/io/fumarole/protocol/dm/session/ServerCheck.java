package io.fumarole.protocol.dm.session;

import static io.fumarole.protocol.syncml.StatusCode.AUTHENTICATED;
import static io.fumarole.protocol.syncml.StatusCode.INVALID_CREDENTIALS;
import static io.fumarole.protocol.syncml.StatusCode.MISSING_CREDENTIALS;
import static io.fumarole.protocol.syncml.StatusCode.OK;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.Optional;

/// How the server has to prove itself to the device through one session. Spec: DM-SEC 5.3,
/// syncml-dm 8.
final class ServerCheck {
  /// As many as we grant ourselves.
  static final int MOST_CHALLENGES = ClientLogin.MOST_CHALLENGES;

  /// What we say to the header of a message, and whether its commands may run.
  ///
  /// @param withChal whether a challenge goes with it, or the nonce for the next credentials
  record Verdict(boolean trusted, StatusCode status, boolean withChal) {}

  private final AuthScheme scheme;
  private final Optional<Account> account;
  private final ClientNonces.Source fresh;
  private Octets nonce;
  private boolean trusted;
  private int challenges;

  ServerCheck(
      AuthScheme scheme, Optional<Account> account, Octets nonce, ClientNonces.Source fresh) {
    this.scheme = scheme;
    this.account = account;
    this.nonce = nonce;
    this.fresh = fresh;
  }

  /// What the server's next credentials must be made with.
  Octets nonce() {
    return nonce;
  }

  /// Whether a message of this session was authentic, or none needs to be.
  boolean trusted() {
    return trusted;
  }

  boolean exhausted() {
    return challenges > MOST_CHALLENGES;
  }

  Verdict check(SyncHdr header, Octets body, Optional<String> hmac) {
    return switch (scheme) {
      case NONE -> trust(OK, false);
      case BASIC, MD5 -> checkCred(header.cred());
      case HMAC -> checkHmac(body, hmac);
    };
  }

  private Verdict checkCred(Optional<Cred> cred) {
    if (trusted) return trust(OK, false);
    if (cred.isEmpty()) return challenge(MISSING_CREDENTIALS);
    boolean rightScheme =
        cred.get().meta().type().flatMap(AuthScheme::ofType).filter(scheme::equals).isPresent();
    Octets data = cred.get().data();
    boolean good =
        rightScheme
            && account
                .map(
                    known ->
                        scheme == AuthScheme.MD5
                            ? Credentials.sameText(known.md5(nonce), Credentials.md5Data(data))
                            : Credentials.basicMatches(known, data.utf8()))
                .orElse(false);
    if (!good) return challenge(INVALID_CREDENTIALS);
    return trust(AUTHENTICATED, scheme == AuthScheme.MD5);
  }

  /// Every message has to be authentic, is accepted with 200 alone, and is given the next nonce.
  private Verdict checkHmac(Octets body, Optional<String> header) {
    if (header.isEmpty()) return challenge(MISSING_CREDENTIALS);
    Optional<ClientHmac> given = ClientHmac.parse(header.get());
    boolean good =
        given.isPresent()
            && account
                .map(
                    known ->
                        Credentials.sameText(known.name(), given.get().username())
                            && Credentials.sameText(known.hmac(nonce, body), given.get().mac()))
                .orElse(false);
    return good ? trust(OK, true) : challenge(INVALID_CREDENTIALS);
  }

  private Verdict trust(StatusCode status, boolean withChal) {
    trusted = true;
    challenges = 0;
    return new Verdict(true, status, withChal);
  }

  private Verdict challenge(StatusCode status) {
    challenges++;
    return new Verdict(false, status, true);
  }

  /// The challenge to send with a verdict. Its nonce counts from now on, so it is made only when it
  /// is sent: a session that ends without an answer of ours leaves the server with the old one.
  Optional<Meta> chal(Verdict verdict) {
    if (!verdict.withChal()) return Optional.empty();
    Meta meta = Meta.of("b64", scheme.type());
    if (scheme == AuthScheme.BASIC) return Optional.of(meta);
    nonce = fresh.next();
    return Optional.of(meta.withNextNonce(Credentials.nextNonce(nonce)));
  }
}
