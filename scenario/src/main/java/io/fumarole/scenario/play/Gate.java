package io.fumarole.scenario.play;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Row;
import io.fumarole.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a [Login] stands in the session at hand.
final class Gate {
  /// A nonce may be stale once, and a peer that counts in its own way gets one more.
  static final int MOST = 3;

  /// Of a digest in base64: 96 bits, as the server's nonces have.
  private static final int NONCE_LETTERS = 16;

  final Login login;

  /// Whether the message heard last shows that it is the peer's. A client speaks first, and to the
  /// address that it was given.
  private boolean proves = true;

  /// Whether that was shown in this session, where once is enough.
  private boolean known;

  /// Whether the message heard last shows what a wrong secret makes of a nonce that it knew.
  private boolean guesses;

  private boolean peerAccepted;
  private boolean ownAccepted;
  private int challenges;
  private int refusals;
  private int nonces;

  /// The nonce for the peer's credentials: what it was given last.
  private Octets given = Octets.EMPTY;

  /// The one that it may begin a session with: what it was given when it was let in, or has proved
  /// itself for.
  private Octets kept = Octets.EMPTY;

  /// What the peer had been given when it signed last in this session.
  private Octets lastNonce = Octets.EMPTY;

  /// What the peer had before the challenge that it had last.
  private Octets nonceBefore = Octets.EMPTY;

  private List<Row> lastRows = List.of();
  private List<Row> lastChallenge = List.of();
  private Optional<Codec.Decoded> lastHeard = Optional.empty();

  Gate(Login login) {
    this.login = login;
  }

  /// A challenge's nonce is for the session that it came in, as at the server: otherwise whoever
  /// begins anew with each guess is never counted.
  void newSession() {
    given = kept;
    lastNonce = Octets.EMPTY;
    known = false;
    peerAccepted = false;
    ownAccepted = false;
    challenges = 0;
    refusals = 0;
  }

  /// A nonce for the peer's credentials goes out.
  void gives(Octets nonce, boolean isChallenge) {
    given = nonce;
    if (!isChallenge) kept = nonce;
  }

  /// What goes out is remembered: it may have to be said again.
  void saying(List<Row> rows, Optional<Codec.Decoded> heard) {
    lastRows = List.copyOf(rows);
    lastHeard = heard;
  }

  /// Looks whose the message is that was heard last, before anything is taken from it.
  void hears(Conversation at) {
    boolean server = at.scenario.plays() == Scenario.Side.SERVER;
    proves = !server || login.peerScheme() == AuthScheme.NONE || fits(at);
    guesses = !proves && !known && login.asks() && isGuess(at);
    known = proves || (known && login.peerScheme() != AuthScheme.HMAC);
  }

  /// Some peers take a nonce late, or none: what fits an earlier one shows the secret, too.
  private boolean isGuess(Conversation at) {
    Account account = login.peer().orElseThrow();
    Optional<String> cred =
        at.heardDecoded
            .flatMap(decoded -> decoded.message().header().cred())
            .map(each -> each.data().utf8().strip());
    return switch (login.peerScheme()) {
      case NONE -> false;
      case BASIC -> cred.isPresent();
      case MD5 ->
          challenges > 0
              && cred.filter(shown -> !account.md5(Octets.EMPTY).equals(shown))
                  .filter(shown -> !account.md5(nonceBefore).equals(shown))
                  .isPresent();
      case HMAC -> challenges > 0 && at.heard.flatMap(Packet::hmac).isPresent();
    };
  }

  boolean guesses() {
    return guesses;
  }

  /// Whether the message heard last may give the nonce for our credentials: a digest for a nonce of
  /// one's choice is what somebody wants who guesses at the secret.
  boolean believes() {
    return known;
  }

  /// Whether the peer has proved itself with the message heard last, or before it in this session.
  boolean admits(Conversation at) {
    boolean eachMessage = login.peerScheme() == AuthScheme.HMAC;
    if (!login.asks() || login.peerScheme() == AuthScheme.NONE || (peerAccepted && !eachMessage))
      return true;
    if (!proves) return false;
    boolean first = !peerAccepted;
    peerAccepted = true;
    if (first || eachMessage) at.acceptance = Optional.of(chal(at));
    return true;
  }

  private boolean fits(Conversation at) {
    Account account = login.peer().orElseThrow();
    String shown =
        at.heardDecoded
            .flatMap(decoded -> decoded.message().header().cred())
            .map(cred -> cred.data().utf8().strip())
            .orElse("");
    return switch (login.peerScheme()) {
      case NONE -> true;
      case BASIC -> Credentials.basicMatches(account, shown);
      case MD5 -> isDigest(account, shown);
      case HMAC -> isSigned(at, account);
    };
  }

  /// An empty nonce proves nothing: its digest is the same for ever, and needs to be overheard only
  /// once. A peer that gets no other nonce begins its next session with this one.
  private boolean isDigest(Account account, String shown) {
    boolean isDigest = given.length() > 0 && account.md5(given).equals(shown);
    if (isDigest) kept = given;
    return isDigest;
  }

  /// A peer that could make nothing of our last message did not take its nonce from there.
  private boolean isSigned(Conversation at, Account account) {
    Packet packet = at.heard.orElseThrow();
    Optional<HmacHeader> mac = packet.hmac().flatMap(HmacHeader::parse);
    boolean isSigned =
        mac.isPresent()
            && Stream.of(given, lastNonce)
                .filter(nonce -> nonce.length() > 0)
                .anyMatch(nonce -> mac.get().proves(account, nonce, packet.body()));
    if (isSigned) lastNonce = given;
    return isSigned;
  }

  /// The rows that turn the peer away until it knows better; empty after too many.
  Optional<List<Row>> challenge(Conversation at, int line) {
    if (++challenges > MOST) return Optional.empty();
    nonceBefore = given;
    lastChallenge =
        List.of(new Row(line, List.of("Status", "401", "for", "all"), chal(at), List.of()));
    return Optional.of(lastChallenge);
  }

  /// Printable, and another each time. The key is for whoever drives the player to say: where
  /// others than the peer may come, something that nobody can guess. No nonce tells it, nor another
  /// nonce.
  private Map<String, String> chal(Conversation at) {
    String scheme = login.peerScheme().name().toLowerCase(Locale.ROOT);
    if (login.peerScheme() == AuthScheme.BASIC) return Map.of("chal", scheme);
    Account key = Account.of(Login.NONCES, at.variables.get(Login.NONCES, "kit"));
    String digest = key.md5(Octets.utf8(Integer.toString(++nonces)));
    Octets nonce = Octets.utf8(digest.substring(0, NONCE_LETTERS));
    return Map.of("chal", scheme, "nonce", Credentials.nextNonce(nonce).utf8());
  }

  /// Whether our credentials go along. BASIC is the secret itself: a message gets it in answer that
  /// proves itself, by the peer's own secret or for a nonce of ours that nobody knows beforehand,
  /// and no other. Where the peer has nothing to prove, everybody gets it.
  boolean shows() {
    if (keepsToItself()) return false;
    return switch (login.ownScheme()) {
      case NONE -> false;
      case BASIC -> !ownAccepted && proves;
      case MD5 -> !ownAccepted;
      case HMAC -> true;
    };
  }

  /// The nonces of a scenario that asks by itself stand where everybody reads them: who answers
  /// them has proved nothing.
  private boolean keepsToItself() {
    return login.ownScheme() == AuthScheme.BASIC && !login.asks();
  }

  /// Whether the peer, with the message heard last, refuses our credentials.
  boolean isRefused(Conversation at) {
    if (login.ownScheme() == AuthScheme.NONE || keepsToItself()) return false;
    if (at.saidMessage.isEmpty()) return false;
    Message said = at.saidMessage.get();
    for (Command command : at.heardDecoded.orElseThrow().message().commands()) {
      if (command instanceof Command.Status status
          && status.answersHeader()
          && status.msgRef().equals(said.header().msgId())) {
        boolean refused = status.statusCode().isChallenge();
        if (!refused && said.header().cred().isPresent()) ownAccepted = true;
        // Of a challenge nothing need be said again.
        return refused && !lastRows.equals(lastChallenge);
      }
    }
    return false;
  }

  /// Says once more what was refused, with credentials of the nonce that came; empty after too
  /// many.
  Optional<Packet> again(Conversation at, int line) {
    if (++refusals > MOST) return Optional.empty();
    Message refusal = at.heardMessage(line);
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            line,
            List.of("Status", "200", "for", "SyncHdr"),
            Map.of("msgref", refusal.header().msgId().text(), "cmdref", "0"),
            List.of()));
    rows.addAll(lastRows);
    Optional<Codec.Decoded> now = at.heardDecoded;
    at.heardDecoded = lastHeard;
    try {
      return Optional.of(Composer.compose(at, rows));
    } finally {
      at.heardDecoded = now;
    }
  }
}
