package io.fumarole.protocol.dm.session;

import static io.fumarole.protocol.dm.AuthScheme.BASIC;
import static io.fumarole.protocol.dm.AuthScheme.HMAC;
import static io.fumarole.protocol.dm.AuthScheme.MD5;
import static io.fumarole.protocol.dm.AuthScheme.NONE;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.Optional;

/// How the device proves itself to the server through one session. Spec: DM-SEC 5.3, syncml-dm 8.
final class ClientLogin {
  /// A missing credential, a stale nonce, and one more: a fourth challenge means a wrong secret.
  static final int MOST_CHALLENGES = 3;

  /// What the server's Status for our header asks of us.
  sealed interface Heard {
    record GoOn() implements Heard {}

    /// Say the last message again, with new credentials.
    record Repeat() implements Heard {}

    record GiveUp(Step.Reason reason, String detail) implements Heard {}
  }

  private final Optional<Account> account;
  private AuthScheme scheme;
  private Octets nonce;
  private boolean accepted;
  private int challenges;

  ClientLogin(AuthScheme scheme, Optional<Account> account, Octets nonce) {
    this.scheme = scheme;
    this.account = account;
    this.nonce = nonce;
  }

  /// For the next credentials: the last nonce that the server gave.
  Octets nonce() {
    return nonce;
  }

  /// The `Cred` of the next header; none once the server has accepted the session (212).
  Optional<Cred> cred() {
    if (accepted || (scheme != BASIC && scheme != MD5)) return Optional.empty();
    return account.map(
        known ->
            new Cred(
                Meta.of("b64", scheme.type()),
                Octets.utf8(
                    scheme == MD5
                        ? known.md5(nonce)
                        : Credentials.basic(known.name(), known.secret().orElse("")))));
  }

  /// The transport header for these octets: once used, on every message of the session.
  Optional<String> hmac(Octets body) {
    return scheme == HMAC
        ? account.map(known -> ClientHmac.value(known, nonce, body))
        : Optional.empty();
  }

  /// Takes the Status for the header of our last message.
  Heard hear(Status status) {
    StatusCode code = status.statusCode();
    if (code.isSuccess()) {
      challenges = 0;
      if (code.equals(StatusCode.AUTHENTICATED) && scheme != HMAC) accepted = true;
      status.chal().flatMap(Meta::nextNonce).map(Credentials::nonce).ifPresent(this::useNonce);
      return new Heard.GoOn();
    }
    if (code.isChallenge()) return challenged(status, code);
    return new Heard.GiveUp(
        Step.Reason.REFUSED, "the server refused the session: " + code + " " + code.meaning());
  }

  private void useNonce(Octets fresh) {
    nonce = fresh;
  }

  private Heard challenged(Status status, StatusCode code) {
    Optional<AuthScheme> asked = status.chal().flatMap(Meta::type).flatMap(AuthScheme::ofType);
    if (asked.isEmpty())
      return giveUp(code, "without naming a scheme that we know (Chal/Meta/Type)");
    if (!canDo(asked.get())) return giveUp(code, "and asks for " + asked.get() + ", which we lack");
    challenges++;
    if (challenges > MOST_CHALLENGES)
      return giveUp(code, "after " + MOST_CHALLENGES + " challenges: name or secret is wrong");
    scheme = asked.get();
    accepted = false;
    status.chal().flatMap(Meta::nextNonce).map(Credentials::nonce).ifPresent(this::useNonce);
    return new Heard.Repeat();
  }

  private boolean canDo(AuthScheme asked) {
    return asked != NONE
        && account.isPresent()
        && (asked != BASIC || account.flatMap(Account::secret).isPresent());
  }

  private static Heard giveUp(StatusCode code, String why) {
    return new Heard.GiveUp(
        Step.Reason.DEVICE_NOT_AUTHENTICATED, "the server answered " + code + " " + why);
  }
}
