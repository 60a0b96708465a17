package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;
import java.util.function.Function;

/// Why a digest fits no nonce that counts, as far as the server can find out. For the operator
/// only: the peer is told nothing but 401. Spec: syncml-dm 8.
///
/// @param hasSecret whether it was made with the right name and secret: then nothing was guessed
/// @param words for the trace
record WrongDigest(boolean hasSecret, String words) {
  /// Nonces of sessions that are over are tried so far back: devices restore what they once stored.
  private static final int SESSIONS_BACK = 16;

  /// Of an answer to our challenge.
  private static final String WRONG =
      "wrong secret, or a nonce that was never given to this device: the digest fits none";

  /// Of a first message nobody can tell: many devices begin with a nonce of their own.
  private static final String UNKNOWN =
      "unknown nonce or secret: the digest fits no nonce that this device was given, which is usual"
          + " before it was challenged";

  /// @param digest of the account's secret, with a nonce
  static WrongDigest of(
      Received received,
      Account account,
      Nonces nonces,
      long counter,
      Function<Octets, String> digest,
      String shown) {
    Function<Octets, Boolean> fits = nonce -> Credentials.sameText(digest.apply(nonce), shown);
    if (fits.apply(Octets.EMPTY)) return stale("it is empty");
    var header = received.message().header();
    String device = header.source().locUri();
    for (long back = counter - 1; back >= Math.max(0, counter - SESSIONS_BACK); back--) {
      if (fits.apply(nonces.forSession(device, back)))
        return stale("it is that of an earlier session");
    }
    long msgId = header.msgId().number().orElse(1);
    long first = Math.max(1, msgId - ClientCheck.MOST_CHALLENGES);
    for (long other = first; other < first + 2L * ClientCheck.MOST_CHALLENGES; other++) {
      for (long c = Math.max(0, counter - Nonces.WINDOW); c <= counter; c++) {
        if (fits.apply(nonces.forChallenge(device, c, header.sessionId(), other)))
          return stale("it is that of another challenge");
      }
    }
    Optional<String> name = header.source().locName();
    if (name.isPresent() && !Credentials.sameText(account.name(), name.get()))
      return new WrongDigest(
          false, "wrong name: the LocName of Source is not the user name that is known");
    return new WrongDigest(false, msgId > 1 ? WRONG : UNKNOWN);
  }

  private static WrongDigest stale(String which) {
    return new WrongDigest(true, "wrong nonce: name and secret are right, but " + which);
  }
}
