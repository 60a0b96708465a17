package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Octets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Decides whether a message's credentials show that it comes from the device. Spec: syncml-dm 8.
final class ClientCheck {
  /// More challenges in a row than this mean that repeating will not help.
  static final int MOST_CHALLENGES = 4;

  /// What the credentials amount to.
  sealed interface Verdict {
    /// @param nonceCounter counter of the next nonce to hand out
    record Known(AuthScheme scheme, long nonceCounter) implements Verdict {}

    /// @param code 401 or 407
    record Unknown(int code, boolean isGuess, String words) implements Verdict {}
  }

  private final Peer peer;
  private final Nonces nonces;

  ClientCheck(Peer peer, Nonces nonces) {
    this.peer = peer;
    this.nonces = nonces;
  }

  /// @param before the session so far; empty for its first message, and after a challenge, which
  ///   stores nothing
  Verdict check(Optional<SessionState> before, Received received, long msgId) {
    if (before.isPresent()
        && before.get().trust().clientKnown()
        && isItsOwn(before.get(), received))
      return new Verdict.Known(
          before.get().trust().clientScheme(), before.get().trust().nonceCounter());
    if (received.hmac().isPresent() && peer.client().scheme() != AuthScheme.BASIC)
      return checkHmac(before, received, msgId);
    return received
        .message()
        .header()
        .cred()
        .map(cred -> checkCred(cred, received, msgId))
        .orElseGet(() -> withoutCred(before));
  }

  /// Whether a message that shows no credentials, because the device had its 212, is the device's:
  /// it came to the session's own address, or the device has never used that.
  private boolean isItsOwn(SessionState before, Received received) {
    if (peer.respUri().isEmpty()) return true;
    Peer.RespUri own = peer.respUri().get();
    if (own.isShownBy(received)) return true;
    boolean isTold = ServerSession.hasRoomForRespUri(before.maxMsgSize(), before.form());
    return !before.trust().isTied() && !(own.isHonoured() && isTold);
  }

  private Verdict withoutCred(Optional<SessionState> before) {
    if (peer.client().scheme() == AuthScheme.NONE)
      return new Verdict.Known(AuthScheme.NONE, peer.nonceCounter());
    boolean isElsewhere = before.isPresent() && before.get().trust().clientKnown();
    return new Verdict.Unknown(
        407,
        false,
        isElsewhere
            ? "the message came neither to the session's own address (RespURI) nor with credentials"
            : "the device showed no credentials");
  }

  private Verdict checkCred(Cred cred, Received received, long msgId) {
    Optional<AuthScheme> shown =
        cred.meta().type().map(AuthScheme::ofType).orElseGet(this::withoutType);
    if (peer.client().anyone())
      return new Verdict.Known(shown.orElse(AuthScheme.MD5), peer.nonceCounter() + 1);
    if (peer.client().account().isEmpty())
      return peer.client().scheme() == AuthScheme.NONE
          ? new Verdict.Known(shown.orElse(AuthScheme.NONE), peer.nonceCounter() + 1)
          : new Verdict.Unknown(401, false, "no secret is known for this device");
    Account account = peer.client().account().get();
    if (shown.isEmpty())
      return new Verdict.Unknown(401, false, "wrong type: the credentials' Type is unknown");
    return switch (shown.get()) {
      case BASIC -> checkBasic(account, cred.data().utf8());
      case MD5 -> checkMd5(account, Credentials.md5Data(cred.data()), received, msgId);
      case HMAC, NONE ->
          new Verdict.Unknown(401, false, "wrong type: HMAC belongs in the transport header");
    };
  }

  /// Off-spec: the Type is a matter of course to some, who leave it out, or Meta altogether. What
  /// they show is checked as what they are asked for, never as anything weaker. Spec: syncml-dm 8.
  private Optional<AuthScheme> withoutType() {
    AuthScheme asked = peer.client().scheme();
    return Optional.of(asked == AuthScheme.NONE ? AuthScheme.MD5 : asked);
  }

  private Verdict checkBasic(Account account, String data) {
    if (peer.client().scheme() != AuthScheme.BASIC)
      return new Verdict.Unknown(
          401,
          false,
          "wrong type: BASIC is too weak for this device, " + peer.client().scheme() + " is asked");
    return Credentials.basicMatches(account, data)
        ? new Verdict.Known(AuthScheme.BASIC, peer.nonceCounter() + 1)
        : new Verdict.Unknown(
            401,
            true,
            Credentials.basicNames(account.name(), data)
                ? "wrong secret: the user name is right, the password is not"
                : "wrong name: it is not the user name that is known");
  }

  private Verdict checkMd5(Account account, String data, Received received, long msgId) {
    if (peer.client().scheme() == AuthScheme.HMAC)
      return new Verdict.Unknown(401, false, "wrong type: MD5 was shown, HMAC is asked");
    String sessionId = received.message().header().sessionId();
    return match(
        received,
        sessionId,
        msgId,
        peer.nonceCounter(),
        account,
        account::md5,
        data,
        AuthScheme.MD5);
  }

  private Verdict checkHmac(Optional<SessionState> before, Received received, long msgId) {
    Optional<HmacHeader> header = received.hmac().flatMap(HmacHeader::parse);
    if (header.isEmpty()) return new Verdict.Unknown(401, false, "x-syncml-hmac cannot be read");
    if (peer.client().anyone() || peer.client().account().isEmpty())
      return peer.client().scheme() == AuthScheme.NONE
          ? new Verdict.Known(AuthScheme.HMAC, peer.nonceCounter() + 1)
          : new Verdict.Unknown(401, false, "no secret is known for this device");
    Account account = peer.client().account().get();
    if (!Credentials.sameText(account.name(), header.get().username()))
      return new Verdict.Unknown(401, true, "wrong name: x-syncml-hmac names another user");
    long counter = before.map(state -> state.trust().nonceCounter()).orElse(peer.nonceCounter());
    String sessionId = received.message().header().sessionId();
    return match(
        received,
        sessionId,
        msgId,
        counter,
        account,
        nonce -> account.hmac(nonce, received.body()),
        header.get().mac(),
        AuthScheme.HMAC);
  }

  /// Which of the device's messages the challenge answered that this message may answer: the one
  /// before, or where the device counts in other steps the one that its Status for our header
  /// refers to, because our first messages have the numbers of those that they answer.
  private static Set<Long> challenged(Received received, long msgId) {
    Set<Long> ids = new LinkedHashSet<>();
    if (msgId > 1) ids.add(msgId - 1);
    received.message().commands().stream()
        .flatMap(command -> command instanceof Command.Status s ? Stream.of(s) : Stream.empty())
        .filter(Command.Status::answersHeader)
        .limit(1)
        .flatMapToLong(status -> status.msgRef().number().stream())
        .filter(id -> id < msgId)
        .forEach(ids::add);
    return ids;
  }

  private interface Digest {
    String with(Octets nonce);
  }

  /// Tries the nonces that the device may hold: after a challenge the challenge's, otherwise those
  /// handed out for this session. Both may come from ahead of what is known here: a node that
  /// crashed handed them out, or another one whose count is not stored yet.
  private Verdict match(
      Received received,
      String sessionId,
      long msgId,
      long counter,
      Account account,
      Digest digest,
      String shown,
      AuthScheme scheme) {
    String deviceId = received.message().header().source().locUri();
    long last = peer.nonceCounter() + Nonces.WINDOW;
    for (long challenged : challenged(received, msgId)) {
      for (long c = peer.nonceCounter(); c <= last; c++) {
        Octets nonce = nonces.forChallenge(deviceId, c, sessionId, challenged);
        if (Credentials.sameText(digest.with(nonce), shown))
          return new Verdict.Known(scheme, Math.max(c, counter) + 1);
      }
    }
    long matched = -1;
    for (long c = counter; c <= counter + Nonces.WINDOW; c++) {
      boolean fits = Credentials.sameText(digest.with(nonces.forSession(deviceId, c)), shown);
      if (fits && matched < 0) matched = c;
    }
    if (matched >= 0) return new Verdict.Known(scheme, matched + 1);
    WrongDigest why = WrongDigest.of(received, account, nonces, counter, digest::with, shown);
    return new Verdict.Unknown(401, msgId > 1 && !why.hasSecret(), why.words());
  }
}
